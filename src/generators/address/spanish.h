// What Spanish-speaking countries' addresses share.

#pragma once

#include <algorithm>

#include "engine/session.h"

namespace phoney::address {

// Calls generator `i` and, half of the time, drops what it drew.
inline void append_or_drop(Context& context, std::size_t i, std::string_view before, Output& out) {
  const std::size_t start = out.size();
  out.append(before);
  context.call(i, out);
  if (context.random().choice_index(2) == 1) out.truncate(start);
}

// Calls generator `i` and puts its text at `start`, before what was drawn earlier.
inline void prepend(Context& context, std::size_t i, std::size_t start, Output& out) {
  const std::size_t middle = out.size();
  context.call(i, out);
  std::rotate(out.data() + start, out.data() + middle, out.data() + out.size());
}

}  // namespace phoney::address
