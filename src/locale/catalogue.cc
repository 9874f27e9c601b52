#include "locale/catalogue.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "base/near.h"
#include "locale/country_names.h"

#include <fmt/format.h>

namespace phoney {
namespace {

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// Faker takes a list of locales.
Error several_locales(std::string_view list, std::string_view first) {
  Error error = make_error(ErrorCode::unknown_locale, "", "locale");
  error.message = fmt::format("`{}` is a list, and values come from one locale; use one at a time, such as `{}`",
                              shortened(list, 60), first);
  error.suggestions = {std::string(first)};
  return error;
}

std::vector<std::string> locales_named_after_country(std::string_view name) {
  std::vector<std::string> locales;
  std::string_view rest = locales_of_country(name);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    locales.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return locales;
}

}  // namespace

std::int64_t Table::integer(std::size_t i) const {
  std::int64_t value = 0;
  const std::string_view digits = text(i);
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

double Table::number(std::size_t i) const {
  return std::bit_cast<double>(catalogue_->thresholds()[extra().numbers + i]);
}

void Table::append(std::size_t i, Output& out) const {
  const blob::Text* entry = &catalogue_->texts()[record_->entries + i];
  const auto kind = static_cast<Kind>(entry->kind());
  if (record_->kind() == blob::TableKind::mixed && out.notation() != Notation::json)
    entry = &catalogue_->texts()[extra().python + i];
  const std::string_view text = catalogue_->text(*entry);
  out.append_padded(text.data(), text.size());
  out.set_kind(kind);
}

Table Table::child(std::size_t i) const { return {*catalogue_, catalogue_->code()[record_->entries + i]}; }

Table Table::keys() const { return {*catalogue_, extra().keys}; }

std::optional<std::size_t> Table::find(std::string_view wanted) const {
  if (record_->extra != blob::kNone && extra().keys != blob::kNone) return keys().find(wanted);
  for (std::size_t i = 0; i < record_->count(); ++i) {
    if (text(i) == wanted) return i;
  }
  return std::nullopt;
}

Catalogue::Catalogue(std::span<const std::byte> data)
    : base_(data.data()),
      strings_(section<char>(header().strings)),
      texts_(section<blob::Text>(header().texts)),
      tables_(section<blob::Table>(header().tables)),
      extras_(section<blob::Extra>(header().extras)),
      thresholds_(section<std::uint64_t>(header().thresholds)),
      guides_(section<std::uint16_t>(header().guides)),
      code_(section<std::uint32_t>(header().code)),
      generators_(section<blob::Generator>(header().generators)),
      providers_(section<blob::Provider>(header().providers)),
      locales_(section<blob::Locale>(header().locales)),
      locale_aliases_(section<blob::LocaleAlias>(header().locale_aliases)),
      bindings_(section<std::uint32_t>(header().bindings)),
      unidecode_(section<std::uint32_t>(header().unidecode)) {}

std::optional<GeneratorId> Catalogue::find_generator(std::string_view name) const {
  const auto* end = generators_ + generator_count();
  const auto* found = std::lower_bound(
      generators_, end, name,
      [this](const blob::Generator& generator, std::string_view key) { return text(generator.name) < key; });
  if (found == end || text(found->name) != name) return std::nullopt;
  return static_cast<GeneratorId>(found - generators_);
}

bool Catalogue::is_available(GeneratorId generator) const {
  for (LocaleId locale = 0; locale < locale_count(); ++locale) {
    if (is_available(locale, generator)) return true;
  }
  return false;
}

Result<LocaleId> Catalogue::find_locale(std::string_view name) const {
  // Nearly everybody writes it as it is.
  for (LocaleId id = 0; id < locale_count(); ++id) {
    if (locale_name(id) == name) return id;
  }
  std::string wanted(name.substr(0, name.find_first_of(".@")));
  for (char& c : wanted) c = c == '-' ? '_' : ascii_lower(c);
  const std::span aliases(locale_aliases_, header().locale_aliases.count);
  for (const blob::LocaleAlias& alias : aliases) {
    if (text(alias.alias) == wanted) return alias.locale;
  }
  std::vector<std::string_view> names;
  for (LocaleId id = 0; id < locale_count(); ++id) {
    const std::string_view known = locale_name(id);
    if (std::ranges::equal(known, wanted, {}, ascii_lower)) return id;
    names.push_back(known);
  }
  auto of_country = locales_named_after_country(name);
  if (const std::size_t end = name.find_first_of(", ;"); of_country.empty() && end != std::string_view::npos) {
    if (const auto first = find_locale(name.substr(0, end))) return several_locales(name, locale_name(*first));
  }
  Error error = make_error(ErrorCode::unknown_locale, "", "locale");
  error.suggestions = of_country.empty() ? near_names(name, names) : std::move(of_country);
  const std::string hint = did_you_mean(error.suggestions);
  error.message = fmt::format("there is no locale `{}`{}{}", shortened(name, 60), hint.empty() ? "" : "; ", hint);
  return error;
}

}  // namespace phoney
