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

bool same(blob::Text a, blob::Text b) { return a.offset_and_kind == b.offset_and_kind; }

// Keys of text_places_: a text that ends a run, and one with the text after it. Two, because one text alone stands in
// too many places to look at them all. No text has kNone for its bits.
std::uint64_t alone(blob::Text text) { return std::uint64_t{blob::kNone} << 32 | text.offset_and_kind; }

std::uint64_t beginning(const std::vector<blob::Text>& texts, std::size_t i) {
  if (i + 1 == texts.size()) return alone(texts[i]);
  return std::uint64_t{texts[i + 1].offset_and_kind} << 32 | texts[i].offset_and_kind;
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

std::optional<std::uint32_t> BlobBuilder::find_run(const std::vector<blob::Text>& texts) const {
  const auto places = text_places_.find(beginning(texts, 0));
  if (places == text_places_.end()) return std::nullopt;
  for (const std::uint32_t place : places->second) {
    if (texts.size() <= texts_.size() - place && std::equal(texts.begin(), texts.end(), texts_.begin() + place, same))
      return place;
  }
  return std::nullopt;
}

// Texts that stand side by side are kept once, also where they stand in a longer run: many locales draw from the same
// lists with other weights, and a list of all first names has those of women in it.
std::uint32_t BlobBuilder::text_run(const std::vector<blob::Text>& texts) {
  const auto start = static_cast<std::uint32_t>(texts_.size());
  if (texts.empty()) return start;
  if (const auto found = find_run(texts)) return *found;
  texts_.insert(texts_.end(), texts.begin(), texts.end());
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    text_places_[alone(texts[i])].assign(1, start + i);
    if (i + 1 < texts.size()) text_places_[beginning(texts, i)].push_back(start + i);
  }
  return start;
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
  blob::Extra extra{.keys = keys};
  std::vector<blob::Text> json, python;
  for (const Entry& entry : entries) json.push_back(text(entry.json, entry.kind));
  const std::uint32_t first = text_run(json);
  if (mixed) {
    for (const Entry& entry : entries) python.push_back(text(entry.python, entry.kind));
    extra.python = text_run(python);
  }
  if (std::ranges::all_of(entries, [](const Entry& entry) { return entry.kind == Kind::number; })) {
    extra.numbers = static_cast<std::uint32_t>(thresholds_.size());
    for (const Entry& entry : entries) thresholds_.push_back(std::bit_cast<std::uint64_t>(std::stod(entry.json)));
  }
  const blob::TableKind kind = mixed ? blob::TableKind::mixed : blob::TableKind::text;
  return add_table(kind, entries.size(), first, extra, weights, std::move(key));
}

std::uint32_t BlobBuilder::program_table(const std::vector<std::uint32_t>& programs,
                                         const std::vector<double>& weights) {
  std::string key = "programs " + bytes(programs) + "/" + bytes(weights);
  if (const auto found = table_indexes_.find(key); found != table_indexes_.end()) return found->second;
  const auto first = static_cast<std::uint32_t>(code_.size());
  code_.insert(code_.end(), programs.begin(), programs.end());
  return add_table(blob::TableKind::programs, programs.size(), first, {}, weights, std::move(key));
}

std::uint32_t BlobBuilder::group_table(const std::vector<std::uint32_t>& tables, std::uint32_t keys) {
  std::string key = fmt::format("group {} ", keys) + bytes(tables);
  if (const auto found = table_indexes_.find(key); found != table_indexes_.end()) return found->second;
  const auto first = static_cast<std::uint32_t>(code_.size());
  code_.insert(code_.end(), tables.begin(), tables.end());
  return add_table(blob::TableKind::group, tables.size(), first, {.keys = keys}, {}, std::move(key));
}

std::uint32_t BlobBuilder::add_table(blob::TableKind kind, std::size_t count, std::uint32_t entries, blob::Extra extra,
                                     const std::vector<double>& weights, std::string key) {
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
    extra.thresholds = place->second.first;
    extra.guide = place->second.second;
    extra.guide_shift = weight_shifts_[weight_key];
  }
  const bool plain = extra.thresholds == blob::kNone && extra.keys == blob::kNone && extra.python == blob::kNone &&
                     extra.numbers == blob::kNone;
  tables_.push_back({static_cast<std::uint32_t>(count) | static_cast<std::uint32_t>(kind) << 30, entries,
                     plain ? blob::kNone : static_cast<std::uint32_t>(extras_.size())});
  if (!plain) extras_.push_back(extra);
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
  run.reserve(texts.size());
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
  for (std::uint32_t i = 0; i < tables_[table].count(); ++i) {
    const blob::Table& row = tables_[code_[tables_[table].entries + i]];
    pairs.emplace_back(text_at(row.entries), text_at(row.entries + 1));
  }
  return pairs;
}

void BlobBuilder::set_data_version() {
  data_version_ = digest(strings_ + bytes(texts_) + bytes(tables_) + bytes(extras_) + bytes(thresholds_) +
                         bytes(code_) + bytes(bindings));
}

std::string BlobBuilder::finish() {
  blob::Header header{};
  header.faker_version = text(faker_version);
  header.data_version = text(data_version_);
  std::string out(sizeof header, '\0');
  std::vector<char> characters(strings_.begin(), strings_.end());
  characters.resize(characters.size() + 64);
  header.strings = append_section(out, characters);
  header.texts = append_section(out, texts_);
  header.tables = append_section(out, tables_);
  header.extras = append_section(out, extras_);
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
