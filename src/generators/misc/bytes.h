// Values that are `bytes` in Python and need not be UTF-8.
//
// JSON has no bytes, and FastAPI fails at those that are no UTF-8. Here they are Base64 (RFC 4648, with padding), and
// in a longer text Python's str() of them, b'...'.

#pragma once

#include <cstddef>

#include "base/output.h"
#include "engine/session.h"

namespace phoney {

// Appends `size` times randrange(256), or fewer if the context may not go on. It is asked for with an output of `kept`
// bytes: what is appended may be compressed later.
void append_random_bytes(const Context& context, std::size_t kept, std::size_t size, Output& out);

// The raw bytes from `start` to the output's end become the value, as the output's notation spells it.
void spell_bytes(std::size_t start, Output& out);

}  // namespace phoney
