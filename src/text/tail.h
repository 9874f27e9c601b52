// A transform's scratch space: room behind the end of an Output for the result, which then replaces the source.

#pragma once

#include <cstddef>
#include <cstring>

#include "base/output.h"

namespace phoney::text {

// Replaces everything from `position` on by the `size` bytes that begin at `offset`. Both regions lie in the buffer or
// in the room that was reserved behind it.
inline void replace_tail(Output& out, std::size_t position, std::size_t offset, std::size_t size) {
  std::memmove(out.data() + position, out.data() + offset, size);
  out.truncate(position);
  out.commit(size);
}

}  // namespace phoney::text
