// Lists of generators, providers and locales, as JSON.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "service/member_reader.h"

namespace phoney::service {

// Reads `locale` from a query that holds nothing else. Returns what is wrong with it.
Problems read_locale_query(std::string_view query, std::string& locale);

std::optional<std::uint32_t> find_provider(const Catalogue& catalogue, std::string_view name);

// "Input should be 'address', 'automotive' ..." for a provider that there is not.
std::string unknown_provider(const Catalogue& catalogue);

// Appends {"locale", "generators": [{"name", "provider", "description", "returns", "parameters": [{"name", "type",
// "default", "description", "choices"}]}], "count"}: what can be generated in the locale.
void append_generators(const Engine& engine, LocaleId locale, Output& out);

// Appends [{"name", "url", "generator_count"}], counting what the locale has.
void append_providers(const Catalogue& catalogue, LocaleId locale, Output& out);

// Appends {"provider", "generators": [names], "generator_urls": {name: url}}.
void append_provider(const Catalogue& catalogue, LocaleId locale, std::uint32_t provider, Output& out);

// Appends {"locales": [names], "count", "default"}.
void append_locales(const Catalogue& catalogue, Output& out);

}  // namespace phoney::service
