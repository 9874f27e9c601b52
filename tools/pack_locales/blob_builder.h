// BlobBuilder: collects strings, tables and programs, each kept once, and lays out the blob (locale/blob.h).

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/output.h"
#include "locale/blob.h"
#include "text/transform.h"

namespace phoney::pack {

using Program = std::vector<std::uint32_t>;

// One value of a table, in both notations; for text they are the same.
struct Entry {
  std::string json;
  std::string python;
  Kind kind = Kind::text;
};

class BlobBuilder {
 public:
  blob::Text text(std::string_view text, Kind kind = Kind::text);
  // Index of the table. Weights are empty, or one per entry. `keys` is the table of a dictionary's keys.
  std::uint32_t text_table(const std::vector<Entry>& entries, const std::vector<double>& weights,
                           std::uint32_t keys = blob::kNone);
  std::uint32_t program_table(const std::vector<std::uint32_t>& programs, const std::vector<double>& weights);
  std::uint32_t group_table(const std::vector<std::uint32_t>& tables, std::uint32_t keys = blob::kNone);
  // Index of the first word of the program (or of a native record) in `code`.
  std::uint32_t code(const Program& words);

  const blob::Table& table(std::uint32_t index) const { return tables_[index]; }
  // What that table has beside its entries; of a plain list, nothing.
  blob::Extra extra(std::uint32_t index) const {
    return tables_[index].extra == blob::kNone ? blob::Extra{} : extras_[tables_[index].extra];
  }
  // Index of the first of these texts, which stand side by side.
  std::uint32_t texts(const std::vector<std::string>& texts);

  // What was built so far; a view lasts until the next text.
  std::string_view string(std::uint32_t offset, std::uint32_t size) const { return {strings_.data() + offset, size}; }
  std::string_view string(blob::Text text) const {
    return string(text.offset(), blob::text_size(strings_.data() + text.offset()));
  }
  std::string_view text_at(std::uint32_t index) const { return string(texts_[index]); }
  const std::uint32_t* code_at(std::uint32_t index) const { return code_.data() + index; }
  // The program that begins at a word of `code`, with its `end`.
  Program program(std::uint32_t index) const;
  // The rows of a table of pairs of texts.
  std::vector<std::pair<std::string, std::string>> text_pairs(std::uint32_t table) const;
  text::UnidecodeTable unidecode_table() const { return {unidecode, strings_.data()}; }

  std::vector<blob::Generator> generators;
  std::vector<blob::Provider> providers;
  std::vector<blob::Locale> locales;
  std::vector<blob::LocaleAlias> locale_aliases;
  std::vector<std::uint32_t> bindings;
  std::vector<std::uint32_t> unidecode;
  std::string faker_version;

  // Takes the digest of all that values depend on. What is added later does not change the data version.
  void set_data_version();
  const std::string& data_version() const { return data_version_; }

  // The whole blob.
  std::string finish();

 private:
  std::uint32_t text_run(const std::vector<blob::Text>& texts);
  // Where that run begins in what was built so far.
  std::optional<std::uint32_t> find_run(const std::vector<blob::Text>& texts) const;
  std::uint32_t add_table(blob::TableKind kind, std::size_t count, std::uint32_t entries, blob::Extra extra,
                          const std::vector<double>& weights, std::string key);

  std::string data_version_;
  std::string strings_;
  std::unordered_map<std::string, std::uint32_t> string_offsets_;
  std::vector<blob::Text> texts_;
  std::vector<blob::Table> tables_;
  std::vector<blob::Extra> extras_;
  std::unordered_map<std::string, std::uint32_t> table_indexes_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> text_places_;  // by a text and the one after it
  std::vector<std::uint64_t> thresholds_;
  std::vector<std::uint16_t> guides_;
  std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> weight_tables_;  // thresholds and guide by weights
  std::map<std::string, std::uint8_t> weight_shifts_;
  std::vector<std::uint32_t> code_;
  std::map<Program, std::uint32_t> programs_;
};

}  // namespace phoney::pack
