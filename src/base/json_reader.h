// Reads JSON text into a Value, with simdjson. Only this file's source includes simdjson, because its header is large.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/value.h"

namespace phoney {

// Parses one JSON document (RFC 8259), with or without a byte order mark in front of it. Errors are `invalid_json` and
// say where the text breaks. `max_depth` bounds nesting.
Result<Value> read_json(std::string_view bytes, std::size_t max_depth = 1024);

// "line 2, column 5": where the byte at `offset` stands, counted from 1, the column in characters.
std::string place_in(std::string_view text, std::size_t offset);

// Whether bytes are well-formed UTF-8, as all text inside phoney is. JSON that was read is.
bool is_utf8(std::string_view bytes);

}  // namespace phoney
