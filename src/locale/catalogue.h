// Catalogue: the packed data read in place: locales, generators, tables, bindings.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/output.h"
#include "base/result.h"
#include "locale/blob.h"
#include "random/random.h"

namespace phoney {

class Catalogue;

// Positions in the catalogue's sorted lists.
using GeneratorId = std::uint32_t;
using LocaleId = std::uint32_t;

// What one generator does in one locale.
class Binding {
 public:
  Binding() = default;
  explicit Binding(std::uint32_t bits) : bits_(bits) {}

  blob::BindingTag tag() const { return static_cast<blob::BindingTag>(bits_ & 7u); }
  std::uint32_t index() const { return bits_ >> blob::kBindingIndexShift; }
  // What holds for the values that a recipe makes.
  bool plain_text() const { return (bits_ & blob::kPlainText) != 0; }
  bool has_json_twin() const { return (bits_ & blob::kJsonTwin) != 0; }

 private:
  std::uint32_t bits_ = 0;
};

// One of Faker's lists, dictionaries or strings.
class Table {
 public:
  Table() = default;
  inline Table(const Catalogue& catalogue, std::uint32_t index);

  std::uint32_t size() const { return record_->count(); }
  inline bool weighted() const;
  // The entry's text; of a mixed table, its JSON form.
  inline std::string_view text(std::size_t i) const;
  // An entry that is a whole number.
  std::int64_t integer(std::size_t i) const;
  // An entry of a table of numbers.
  double number(std::size_t i) const;
  // Appends an entry with its kind.
  void append(std::size_t i, Output& out) const;
  // A nested list or dictionary.
  Table child(std::size_t i) const;
  // The keys of a dictionary.
  Table keys() const;
  // Position of a key in a dictionary, or of a string in a list.
  std::optional<std::size_t> find(std::string_view text) const;

  // One draw of Faker's random_element: weighted as random.choices, else random.choice.
  std::size_t pick_index(Random& random) const {
    if (!weighted()) return random.below(record_->count());
    return weighted_index(random.draw53());
  }
  void pick(Random& random, Output& out) const { append(pick_index(random), out); }
  std::string_view pick_text(Random& random) const { return text(pick_index(random)); }

  // The entry that a 53-bit draw selects. The guide gives the first candidate for the draw's leading bits; in nearly
  // all buckets the loop ends at once. Thresholds are the smallest draws for which Python's comparison of doubles
  // flips, so this is exact (see tools/pack_locales/weights.cc). The last threshold is never reached.
  inline std::size_t weighted_index(std::uint64_t draw) const;

  const blob::Table& record() const { return *record_; }

 private:
  // Only for a record that has one.
  inline const blob::Extra& extra() const;

  const Catalogue* catalogue_ = nullptr;
  const blob::Table* record_ = nullptr;
};

class Catalogue {
 public:
  // `data` must outlive the catalogue and be aligned to 8 bytes.
  explicit Catalogue(std::span<const std::byte> data);

  std::string_view faker_version() const { return text(header().faker_version); }
  std::string_view data_version() const { return text(header().data_version); }

  std::size_t locale_count() const { return header().locales.count; }
  std::string_view locale_name(LocaleId locale) const { return text(locales_[locale].name); }
  // Faker's ways to name a locale, which are those of Python's locale module: `fr_FR`, `fr-FR`, `fr`, `french`, and
  // `fr_FR.UTF-8`; in any case. Error `unknown_locale`, with the nearest names.
  Result<LocaleId> find_locale(std::string_view name) const;

  std::size_t generator_count() const { return header().generators.count; }
  std::string_view generator_name(GeneratorId generator) const { return text(generators_[generator].name); }
  std::string_view generator_description(GeneratorId generator) const {
    return text(generators_[generator].description);
  }
  std::uint32_t generator_provider(GeneratorId generator) const { return generators_[generator].provider; }
  std::optional<GeneratorId> find_generator(std::string_view name) const;

  std::size_t provider_count() const { return header().providers.count; }
  std::string_view provider_name(std::uint32_t provider) const { return text(providers_[provider].name); }
  std::string_view provider_description(std::uint32_t provider) const { return text(providers_[provider].description); }

  Binding binding(LocaleId locale, GeneratorId generator) const {
    return Binding(bindings_[locale * header().generators.count + generator]);
  }
  // Whether a value can be made: the locale has the generator in Faker, and phoney has it too.
  bool is_available(LocaleId locale, GeneratorId generator) const {
    const blob::BindingTag tag = binding(locale, generator).tag();
    return tag != blob::BindingTag::none && tag != blob::BindingTag::pending;
  }
  // The same in some locale.
  bool is_available(GeneratorId generator) const;

  std::string_view text(blob::Text ref) const {
    const char* const text = strings_ + ref.offset();
    return {text, blob::text_size(text)};
  }
  const char* strings() const { return strings_; }
  const blob::Text* texts() const { return texts_; }
  const blob::Table* tables() const { return tables_; }
  const blob::Extra* extras() const { return extras_; }
  const std::uint64_t* thresholds() const { return thresholds_; }
  const std::uint16_t* guides() const { return guides_; }
  const std::uint32_t* code() const { return code_; }
  std::span<const std::uint32_t> unidecode() const { return {unidecode_, header().unidecode.count}; }

 private:
  const blob::Header& header() const { return *reinterpret_cast<const blob::Header*>(base_); }
  template <class T>
  const T* section(const blob::Section& section) const {
    return reinterpret_cast<const T*>(base_ + section.offset);
  }

  const std::byte* base_;
  const char* strings_;
  const blob::Text* texts_;
  const blob::Table* tables_;
  const blob::Extra* extras_;
  const std::uint64_t* thresholds_;
  const std::uint16_t* guides_;
  const std::uint32_t* code_;
  const blob::Generator* generators_;
  const blob::Provider* providers_;
  const blob::Locale* locales_;
  const blob::LocaleAlias* locale_aliases_;
  const std::uint32_t* bindings_;
  const std::uint32_t* unidecode_;
};

Table::Table(const Catalogue& catalogue, std::uint32_t index)
    : catalogue_(&catalogue), record_(catalogue.tables() + index) {}

const blob::Extra& Table::extra() const { return catalogue_->extras()[record_->extra]; }

bool Table::weighted() const { return record_->extra != blob::kNone && extra().thresholds != blob::kNone; }

std::string_view Table::text(std::size_t i) const {
  return catalogue_->text(catalogue_->texts()[record_->entries + i]);
}

std::size_t Table::weighted_index(std::uint64_t draw) const {
  const blob::Extra& weights = extra();
  const std::uint64_t* const thresholds = catalogue_->thresholds() + weights.thresholds;
  std::size_t i = catalogue_->guides()[weights.guide + (draw >> weights.guide_shift)];
  while (draw >= thresholds[i]) ++i;
  return i;
}

// The catalogue that is linked into this program.
const Catalogue& packed_catalogue();

}  // namespace phoney
