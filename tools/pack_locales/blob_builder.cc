#include "pack_locales/blob_builder.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include <fmt/format.h>
#include <openssl/sha.h>

#include "pack_locales/instructions.h"
#include "pack_locales/weights.h"

namespace phoney::pack {
namespace {

template <class T>
std::string bytes(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

template <class T>
blob::Section append_section(std::string& out, const std::vector<T>& values) {
  out.resize((out.size() + 7) / 8 * 8);
  const blob::Section section{static_cast<std::uint32_t>(out.size()), static_cast<std::uint32_t>(values.size())};
  out += bytes(values);
  return section;
}

std::string digest(std::string_view data) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(data.data()), data.size(), hash);
  std::string hex;
  for (int i = 0; i < 6; ++i) hex += fmt::format("{:02x}", hash[i]);
  return hex;
}

}  // namespace

blob::Text BlobBuilder::text(std::string_view text, Kind kind) {
  const auto [place, added] = string_offsets_.try_emplace(std::string(text));
  if (added) {
    const auto size = static_cast<std::uint32_t>(text.size());
    if (size >= blob::kLongText) strings_.append(reinterpret_cast<const char*>(&size), sizeof size);
    strings_ += static_cast<char>(std::min<std::uint32_t>(size, blob::kLongText));
    place->second = static_cast<std::uint32_t>(strings_.size());
    strings_ += text;
  }
  return {place->second | static_cast<std::uint32_t>(kind) << 29};
}

// Texts that stand side by side are kept once: many locales draw from the same lists with other weights.
std::uint32_t BlobBuilder::text_run(const std::vector<blob::Text>& texts) {
  const auto [place, added] = text_runs_.try_emplace(bytes(texts), static_cast<std::uint32_t>(texts_.size()));
  if (added) texts_.insert(texts_.end(), texts.begin(), texts.end());
  return place->second;
}

std::uint32_t BlobBuilder::text_table(const std::vector<Entry>& entries, const std::vector<double>& weights,
                                      std::uint32_t keys) {
  std::string key = fmt::format("text {} {} ", entries.size(), keys);
  bool mixed = false;
  for (const Entry& entry : entries) {
    mixed = mixed || entry.kind != Kind::text;
    key += fmt::format("{}:{}:{},", static_cast<int>(entry.kind), entry.json.size(), entry.json);
    key += entry.python;
  }
  key += bytes(weights);
  if (const auto found = table_indexes_.find(key); found != table_indexes_.end()) return found->second;
  blob::Table table{};
  table.count = static_cast<std::uint32_t>(entries.size());
  table.kind = mixed ? blob::TableKind::mixed : blob::TableKind::text;
  std::vector<blob::Text> json, python;
  for (const Entry& entry : entries) json.push_back(text(entry.json, entry.kind));
  table.entries = text_run(json);
  if (mixed) {
    for (const Entry& entry : entries) python.push_back(text(entry.python, entry.kind));
    table.python = text_run(python);
  }
  table.keys = keys;
  if (std::ranges::all_of(entries, [](const Entry& entry) { return entry.kind == Kind::number; })) {
    table.numbers = static_cast<std::uint32_t>(thresholds_.size());
    for (const Entry& entry : entries) thresholds_.push_back(std::bit_cast<std::uint64_t>(std::stod(entry.json)));
  }
  return add_table(table, weights, std::move(key));
}

std::uint32_t BlobBuilder::program_table(const std::vector<std::uint32_t>& programs,
                                         const std::vector<double>& weights) {
  std::string key = "programs " + bytes(programs) + "/" + bytes(weights);
  if (const auto found = table_indexes_.find(key); found != table_indexes_.end()) return found->second;
  blob::Table table{};
  table.count = static_cast<std::uint32_t>(programs.size());
  table.kind = blob::TableKind::programs;
  table.entries = static_cast<std::uint32_t>(code_.size());
  code_.insert(code_.end(), programs.begin(), programs.end());
  table.keys = blob::kNone;
  return add_table(table, weights, std::move(key));
}

std::uint32_t BlobBuilder::group_table(const std::vector<std::uint32_t>& tables, std::uint32_t keys) {
  std::string key = fmt::format("group {} ", keys) + bytes(tables);
  if (const auto found = table_indexes_.find(key); found != table_indexes_.end()) return found->second;
  blob::Table table{};
  table.count = static_cast<std::uint32_t>(tables.size());
  table.kind = blob::TableKind::group;
  table.entries = static_cast<std::uint32_t>(code_.size());
  code_.insert(code_.end(), tables.begin(), tables.end());
  table.keys = keys;
  return add_table(table, {}, std::move(key));
}

std::uint32_t BlobBuilder::add_table(blob::Table table, const std::vector<double>& weights, std::string key) {
  table.thresholds = blob::kNone;
  if (!weights.empty()) {
    const std::string weight_key = bytes(weights);
    auto [place, added] = weight_tables_.try_emplace(weight_key);
    if (added) {
      const WeightTable prepared = prepare_weights(weights);
      place->second = {static_cast<std::uint32_t>(thresholds_.size()), static_cast<std::uint32_t>(guides_.size())};
      weight_shifts_[weight_key] = prepared.guide_shift;
      thresholds_.insert(thresholds_.end(), prepared.thresholds.begin(), prepared.thresholds.end());
      guides_.insert(guides_.end(), prepared.guide.begin(), prepared.guide.end());
    }
    table.thresholds = place->second.first;
    table.guide = place->second.second;
    table.guide_shift = weight_shifts_[weight_key];
  }
  tables_.push_back(table);
  const auto index = static_cast<std::uint32_t>(tables_.size() - 1);
  table_indexes_[std::move(key)] = index;
  return index;
}

std::uint32_t BlobBuilder::code(const Program& words) {
  const auto [place, added] = programs_.try_emplace(words, static_cast<std::uint32_t>(code_.size()));
  if (added) code_.insert(code_.end(), words.begin(), words.end());
  return place->second;
}

std::uint32_t BlobBuilder::texts(const std::vector<std::string>& texts) {
  std::vector<blob::Text> run;
  for (const std::string& text : texts) run.push_back(this->text(text));
  return text_run(run);
}

Program BlobBuilder::program(std::uint32_t index) const {
  std::uint32_t size = 0;
  while (opcode(code_[index + size]) != Opcode::end) size += length(code_at(index + size));
  return {code_at(index), code_at(index + size + 1)};
}

std::vector<std::pair<std::string, std::string>> BlobBuilder::text_pairs(std::uint32_t table) const {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (std::uint32_t i = 0; i < tables_[table].count; ++i) {
    const blob::Table& row = tables_[code_[tables_[table].entries + i]];
    pairs.emplace_back(text_at(row.entries), text_at(row.entries + 1));
  }
  return pairs;
}

std::string BlobBuilder::finish() {
  blob::Header header{};
  header.faker_version = text(faker_version);
  const std::string version =
      digest(strings_ + bytes(texts_) + bytes(tables_) + bytes(thresholds_) + bytes(code_) + bytes(bindings));
  header.data_version = text(version);
  std::string out(sizeof header, '\0');
  std::vector<char> characters(strings_.begin(), strings_.end());
  characters.resize(characters.size() + 64);
  header.strings = append_section(out, characters);
  header.texts = append_section(out, texts_);
  header.tables = append_section(out, tables_);
  header.thresholds = append_section(out, thresholds_);
  header.guides = append_section(out, guides_);
  header.code = append_section(out, code_);
  header.generators = append_section(out, generators);
  header.providers = append_section(out, providers);
  header.locales = append_section(out, locales);
  header.locale_aliases = append_section(out, locale_aliases);
  header.bindings = append_section(out, bindings);
  header.unidecode = append_section(out, unidecode);
  std::memcpy(out.data(), &header, sizeof header);
  return out;
}

}  // namespace phoney::pack
