// Vectors wider than the oldest machine's, which a function may use whose processor has them: it is compiled in several
// versions, of which one is taken at run time.
//
// No vector has more than 256 bits, although AVX-512 would allow 512: many processors lower their clock for a while
// after one of those, and all that is not made of them, which is most, then takes a tenth longer.

#pragma once

#include <cstdint>

#if defined(__x86_64__) && defined(__GNUC__)
#define PHONEY_AVX2 __attribute__((target("avx2,bmi,bmi2")))
#if defined(__clang__)
#define PHONEY_AVX512 __attribute__((target("avx2,bmi,bmi2,avx512f,avx512vl")))
#else
#define PHONEY_AVX512 __attribute__((target("avx2,bmi,bmi2,avx512f,avx512vl,prefer-vector-width=256")))
#endif
#endif

namespace phoney {

enum class Vectors : std::uint8_t { baseline, avx2, avx512 };

// The widest that this processor has.
inline Vectors widest_vectors() {
#if defined(PHONEY_AVX2)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return Vectors::baseline;
  return __builtin_cpu_supports("avx512vl") ? Vectors::avx512 : Vectors::avx2;
#else
  return Vectors::baseline;
#endif
}

namespace detail {
inline Vectors vectors = widest_vectors();  // before the process has come to this, they are baseline, which is as right
}

// Those that are taken: the widest, unless a test wants to see others.
inline Vectors& vectors_in_use() { return detail::vectors; }

}  // namespace phoney
