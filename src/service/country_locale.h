// Which locale stands for a country or a language, for those who write it as a parameter: `iban country=DE`.

#pragma once

#include <optional>
#include <string_view>

#include "engine/engine.h"

namespace phoney::service {

// Whether a parameter of that name would choose the country or the language of a value: `country`, `lang`.
bool means_locale(std::string_view parameter);

// The name of the locale that the parameter's value stands for, if that locale has the generator: de_DE for country=DE
// and lang=de.
std::optional<std::string_view> meant_locale(const Engine& engine, std::string_view generator,
                                             std::string_view parameter, std::string_view value);

// A locale that has the generator: the usual one, if it does.
std::optional<LocaleId> locale_with(const Engine& engine, std::string_view generator);

}  // namespace phoney::service
