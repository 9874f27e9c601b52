// Copies the bytes of a string.

#pragma once

#include <cstring>
#include <string_view>

namespace phoney {

// The pointer of an empty text may be null, which memcpy does not allow, not even for zero bytes.
inline void copy_bytes(std::string_view text, char* target) {
  if (!text.empty()) std::memcpy(target, text.data(), text.size());
}

}  // namespace phoney
