// Sixteen bytes at a time, with the compilers' portable vector types: SSE on x86-64, NEON on AArch64.
//
// A comparison sets the lanes where it holds to 0xFF and the others to 0.

#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace phoney {

using Bytes16 = std::uint8_t __attribute__((vector_size(16)));

inline Bytes16 load16(const char* source) {
  Bytes16 bytes;
  std::memcpy(&bytes, source, 16);
  return bytes;
}

inline void store16(char* target, Bytes16 bytes) { std::memcpy(target, &bytes, 16); }

inline Bytes16 broadcast(char c) { return Bytes16{} + static_cast<std::uint8_t>(c); }

inline Bytes16 equal(Bytes16 bytes, char c) { return reinterpret_cast<Bytes16>(bytes == broadcast(c)); }

inline Bytes16 in_range(Bytes16 bytes, char first, char last) {
  return reinterpret_cast<Bytes16>(bytes - broadcast(first) <= broadcast(static_cast<char>(last - first)));
}

// The first `count` lanes; all of them from 16 on.
inline Bytes16 first_lanes(std::size_t count) {
  constexpr Bytes16 lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return reinterpret_cast<Bytes16>(lane < broadcast(static_cast<char>(std::min<std::size_t>(count, 16))));
}

// Every lane takes its left neighbour's value; the first takes the last of `before`.
inline Bytes16 shifted(Bytes16 before, Bytes16 bytes) {
  return __builtin_shufflevector(before, bytes, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}

inline bool any(Bytes16 bytes) {
  using Halves = long long __attribute__((vector_size(16)));
  const auto halves = reinterpret_cast<Halves>(bytes);
#ifdef __SSE4_1__
  return __builtin_ia32_ptestz128(halves, halves) == 0;
#else
  return (halves[0] | halves[1]) != 0;
#endif
}

// Index of the first lane that is set of a comparison's result; 16 if none is.
inline std::size_t first_set(Bytes16 bytes) {
#ifdef __SSE2__
  using Chars = char __attribute__((vector_size(16)));
  const auto bits = static_cast<unsigned>(__builtin_ia32_pmovmskb128(reinterpret_cast<Chars>(bytes)));
  return static_cast<std::size_t>(std::countr_zero(bits | 0x10000u));
#else
  std::size_t lane = 0;
  while (lane < 16 && bytes[lane] == 0) ++lane;
  return lane;
#endif
}

inline bool any_non_ascii(Bytes16 bytes) { return any(bytes & broadcast('\x80')); }

}  // namespace phoney
