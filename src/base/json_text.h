// JSON strings in place: quotes and escapes the end of an output.

#pragma once

#include <cstddef>

#include "base/output.h"

namespace phoney {

// Escapes the bytes from `start` to the end, in place. Nearly all values need nothing, which takes one vector pass to see.
void escape_json(Output& out, std::size_t start);

}  // namespace phoney
