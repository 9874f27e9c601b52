// The bytes of a text, put where there is room for them.

#pragma once

#include <cstring>
#include <string_view>

namespace phoney {

// An empty text may have no place at all, and memcpy takes no null pointer, not even for zero bytes.
inline void copy_bytes(std::string_view text, char* target) {
  if (!text.empty()) std::memcpy(target, text.data(), text.size());
}

}  // namespace phoney
