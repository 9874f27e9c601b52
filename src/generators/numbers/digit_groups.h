// Decimal digits of 64-bit numbers, nineteen at a time: the most that a limb of a wide integer can hold all of.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE4_1__)
#include <immintrin.h>
#endif

namespace phoney {

inline constexpr std::size_t kGroupDigits = 19;
inline constexpr std::uint64_t kGroup = 10'000'000'000'000'000'000u;  // ten to the kGroupDigits

#if defined(__SSE4_1__)
// Eight times a number, as a factor that the compiler does not know: it would make several shifts and sums of a
// product that the processor has one instruction for.
[[gnu::always_inline]] inline __m128i factor(short value) {
  __m128i result = _mm_set1_epi16(value);
  asm("" : "+x"(result));
  return result;
}
#endif

// Writes sixteen digits, those of `high` before those of `low`, both below 10^8. The numbers are split in halves three
// times, each time all parts at once; a quotient is a product's upper part.
[[gnu::always_inline]] inline void put_sixteen(std::uint32_t high, std::uint32_t low, char* target) {
#if defined(__SSE4_1__)
  const __m128i eights = _mm_set_epi64x(low, high);
  const __m128i upper = _mm_srli_epi64(_mm_mul_epu32(eights, _mm_set1_epi64x(0xd1b71759)), 45);
  const __m128i lower = _mm_sub_epi32(eights, _mm_mul_epu32(upper, _mm_set1_epi64x(10'000)));
  const __m128i fours = _mm_or_si128(upper, _mm_slli_epi64(lower, 32));
  const __m128i hundreds = _mm_srli_epi16(_mm_mulhi_epu16(fours, _mm_set1_epi16(10486)), 4);
  const __m128i rest = _mm_sub_epi16(fours, _mm_mullo_epi16(hundreds, factor(100)));
  const __m128i twos = _mm_or_si128(hundreds, _mm_slli_epi32(rest, 16));
  const __m128i tens = _mm_mulhi_epu16(twos, _mm_set1_epi16(6554));
  const __m128i ones = _mm_sub_epi16(twos, _mm_mullo_epi16(tens, factor(10)));
  const __m128i digits = _mm_or_si128(tens, _mm_slli_epi16(ones, 8));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(target), _mm_or_si128(digits, _mm_set1_epi8('0')));
#else
  for (const std::uint32_t value : {high, low}) {
    std::uint64_t parts = (value / 10'000) | std::uint64_t{value % 10'000} << 32;
    const std::uint64_t hundreds = (parts * 10486 >> 20) & 0x7f0000007f;
    parts = hundreds | (parts - 100 * hundreds) << 16;
    const std::uint64_t tens = (parts * 103 >> 10) & 0x000f000f000f000f;
    parts = (tens | (parts - 10 * tens) << 8) + 0x3030303030303030;
    std::memcpy(target, &parts, 8);
    target += 8;
  }
#endif
}

// Writes the kGroupDigits digits of a number below kGroup.
[[gnu::always_inline]] inline void put_group(std::uint64_t value, char* target) {
  const auto top = static_cast<std::uint32_t>(value / 10'000'000'000'000'000);
  const std::uint64_t low = value % 10'000'000'000'000'000;
  const std::uint32_t hundreds = top * 41 >> 12;  // exact below 1000, as the next is below 100
  const std::uint32_t rest = top - 100 * hundreds;
  const std::uint32_t tens = rest * 103 >> 10;
  target[0] = static_cast<char>('0' + hundreds);
  target[1] = static_cast<char>('0' + tens);
  target[2] = static_cast<char>('0' + rest - 10 * tens);
  put_sixteen(static_cast<std::uint32_t>(low / 100'000'000), static_cast<std::uint32_t>(low % 100'000'000), target + 3);
}

}  // namespace phoney
