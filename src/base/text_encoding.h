// Detects the encoding of a file or a request. phoney reads UTF-8; some editors and shells on Windows write a byte
// order mark at the start, or UTF-16.

#pragma once

#include <string_view>

#include "base/result.h"

namespace phoney {

// The text behind a UTF-8 byte order mark, or all of it if there is none. UTF-16 and UTF-32 are an `invalid_argument`
// that names them. They are recognised by their own marks, or because the first character of all text that phoney reads
// is ASCII (RFC 4627, 3). Whether the rest is well-formed is not looked at.
Result<std::string_view> utf8_text(std::string_view bytes);

}  // namespace phoney
