// The catalogue as GET /generators lists it.

#pragma once

#include <string>
#include <string_view>

#include "engine/engine.h"
#include "service/member_reader.h"

namespace phoney::service {

// Reads `locale` from the query. Returns what is wrong with it.
Problems read_generator_query(std::string_view query, std::string& locale);

// Appends {"locale", "count", "generators": [{"name", "provider", "description", "returns", "parameters": [{"name",
// "type", "default", "description", "choices"}]}]}: what can be generated in the locale. Error `unknown_locale`.
Result<void> append_generators(const Engine& engine, std::string_view locale, Output& out);

}  // namespace phoney::service
