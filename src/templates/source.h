// Reads the JSON of a template, or of a request that holds one.

#pragma once

#include <string_view>

#include "base/result.h"
#include "base/value.h"

namespace phoney::templates {

// As `read_json`, whose errors it explains to those who write templates: where a placeholder stands outside of a
// string,
// {"age": {{random_int}}}, and where texts are in single quotes.
Result<Value> read_source(std::string_view text, std::size_t max_depth = 1024);

}  // namespace phoney::templates
