// Numbers in JSON's grammar (RFC 8259, section 6): no sign but a minus, no leading zeros, digits on both sides of a
// point.

#pragma once

#include <optional>
#include <string_view>

#include "base/value.h"

namespace phoney {

// The number that the whole text is, spelled as it was written; an integer if it has neither fraction nor exponent.
// Nothing if RFC 8259 has no such number. What is too large for a double is infinite, and what is too small is zero.
std::optional<Value> read_json_number(std::string_view text);

}  // namespace phoney
