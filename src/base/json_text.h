// JSON strings: quotes and escapes the end of an output in place.

#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "base/output.h"

namespace phoney {

// Escapes the bytes from `start` to the end, in place. Nearly all values need nothing, which takes one vector pass to
// see.
void escape_json(Output& out, std::size_t start);

// Appends a string, quoted and escaped.
void append_json_text(Output& out, std::string_view text);
// Appends a list of strings.
void append_json_texts(Output& out, std::span<const std::string> texts);

// Makes a JSON value of what a generator wrote after a quote at `quote`. Nearly all values are text, so the quote is
// written first, and taken back for the others.
inline void finish_json_value(Output& out, std::size_t quote) {
  if (out.kind() == Kind::text) {
    escape_json(out, quote + 1);
    out.append('"');
  } else {
    std::memmove(out.data() + quote, out.data() + quote + 1, out.size() - quote - 1);
    out.truncate(out.size() - 1);
  }
}

}  // namespace phoney
