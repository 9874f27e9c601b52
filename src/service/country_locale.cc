#include "service/country_locale.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "base/ascii.h"
#include "locale/default_locale.h"
#include "service/generator_details.h"

namespace phoney::service {
namespace {

constexpr std::string_view kCountry[] = {"country", "country_code", "region", "nationality", "nation"};
constexpr std::string_view kLanguage[] = {"lang", "language", "language_code"};

bool chooses_country(std::string_view parameter) {
  return std::ranges::find(kCountry, parameter) != std::end(kCountry);
}
bool chooses_language(std::string_view parameter) {
  return std::ranges::find(kLanguage, parameter) != std::end(kLanguage);
}

// How well a locale fits, best last.
enum class Fit : std::uint8_t { none, other_kind, kind, best };

// The country's own language fits it best, or English: de_DE and en_IN, not hsb_DE and hi_IN.
Fit fit_country(std::string_view language, std::string_view territory, std::string_view wanted) {
  if (territory != wanted) return language == wanted ? Fit::other_kind : Fit::none;
  return language == wanted || language == "en" ? Fit::best : Fit::kind;
}

Fit fit_language(std::string_view locale, std::string_view language, std::string_view territory,
                 std::string_view wanted) {
  if (language != wanted) return Fit::none;
  return territory == wanted || locale == kDefaultLocale ? Fit::best : Fit::kind;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower_ascii);
  return result;
}

}  // namespace

bool means_locale(std::string_view parameter) { return chooses_country(parameter) || chooses_language(parameter); }

std::optional<std::string_view> meant_locale(const Engine& engine, std::string_view generator,
                                             std::string_view parameter, std::string_view value) {
  const Catalogue& catalogue = engine.catalogue();
  const auto id = engine.find_generator(generator);
  if (!id) return std::nullopt;
  const bool is_country = chooses_country(parameter);
  const std::string wanted = is_country && lower(value) == "uk" ? "gb" : lower(value);
  std::optional<std::string_view> best;
  Fit best_fit = Fit::none;
  bool is_known = false;  // as a country; then no locale of another country will do
  for (LocaleId locale = 0; locale < catalogue.locale_count(); ++locale) {
    const std::string_view name = catalogue.locale_name(locale);
    const std::size_t line = name.find('_');
    if (line == std::string_view::npos) continue;
    const std::string_view language = name.substr(0, line);
    const std::string territory = lower(name.substr(line + 1));
    const Fit fit =
        is_country ? fit_country(language, territory, wanted) : fit_language(name, language, territory, wanted);
    is_known = is_known || (is_country && fit >= Fit::kind);
    if (fit <= best_fit || !catalogue.is_available(locale, *id)) continue;
    best = name;
    best_fit = fit;
  }
  if (is_known && best_fit < Fit::kind) return std::nullopt;
  if (best) return best;
  const auto locale = catalogue.find_locale(value);
  return locale && catalogue.is_available(*locale, *id) ? std::optional(catalogue.locale_name(*locale)) : std::nullopt;
}

std::optional<LocaleId> locale_with(const Engine& engine, std::string_view generator) {
  const auto id = engine.find_generator(generator);
  return id ? usual_locale(engine.catalogue(), *id) : std::nullopt;
}

}  // namespace phoney::service
