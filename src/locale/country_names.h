// English names of countries, for the error about a locale that is named after one: Germany for de_DE. Python's names
// of languages and a few countries, such as german and japan, are aliases of locales in the packed data.

#pragma once

#include <string_view>

namespace phoney {

// The locales of the country, best first, separated by spaces; empty if no country has that name or no locale is its.
// Case and separators do not matter: `South Korea`, `south-korea`.
std::string_view locales_of_country(std::string_view name);

}  // namespace phoney
