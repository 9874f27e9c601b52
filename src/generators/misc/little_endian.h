// Integers with their least significant byte first, as ZIP and gzip hold them.

#pragma once

#include <cstddef>
#include <cstdint>

#include "base/output.h"

namespace phoney {

// Of any size: bytes beyond the value's are 0.
inline void put_little_endian(char* target, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i, value >>= 8) target[i] = static_cast<char>(value & 0xff);
}
inline std::uint32_t little_endian(const char* source, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value |= std::uint32_t{static_cast<unsigned char>(source[i])} << (8 * i);
  return value;
}
inline void append_little_endian(std::uint64_t value, std::size_t size, Output& out) {
  put_little_endian(out.reserve(size), value, size);
  out.commit(size);
}

}  // namespace phoney
