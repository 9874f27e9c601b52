// Decimal digits of 64-bit numbers, nineteen at a time: the most that a limb of a wide integer can hold all of.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE4_1__)
#include <immintrin.h>
#endif

#include "random/vectors.h"

namespace phoney {

inline constexpr std::size_t kGroupDigits = 19;
inline constexpr std::uint64_t kGroup = 10'000'000'000'000'000'000u;  // ten to the kGroupDigits

// What is left of a division by kGroup, and how often it goes in.
struct GroupDivision {
  std::uint64_t quotient;
  std::uint64_t rest;
};

// Divides two limbs, of which the upper is below kGroup, by kGroup. By multiplication with the reciprocal, since the
// processor's division of two limbs by one takes several times as long (Moeller and Granlund, "Improved division by
// invariant integers", 2011, algorithm 4); the divisor's top bit is set, as that needs.
[[gnu::always_inline]] inline GroupDivision group_division(std::uint64_t upper, std::uint64_t lower) {
  using Wide = unsigned __int128;
  static_assert(kGroup >> 63 == 1);
  constexpr auto kReciprocal = static_cast<std::uint64_t>(~Wide{0} / kGroup);  // less 2^64, which the cast drops
  const Wide product = Wide{kReciprocal} * upper + (Wide{upper} << 64 | lower);
  std::uint64_t quotient = static_cast<std::uint64_t>(product >> 64) + 1;
  std::uint64_t rest = lower - quotient * kGroup;
  // Half of the time one too many, as no processor can guess: so without a branch.
  const std::uint64_t over = 0 - std::uint64_t{rest > static_cast<std::uint64_t>(product)};
  quotient += over;
  rest += over & kGroup;
  if (rest >= kGroup) [[unlikely]]
    return {quotient + 1, rest - kGroup};
  return {quotient, rest};
}

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

// The three digits of each number below 1000, and a byte that is to be overwritten.
inline constexpr auto kThreeDigits = [] {
  std::array<std::array<char, 4>, 1000> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = {static_cast<char>('0' + i / 100), static_cast<char>('0' + i / 10 % 10),
                static_cast<char>('0' + i % 10)};
  }
  return table;
}();

// A group as its top three digits and two numbers of eight digits.
struct GroupParts {
  std::uint64_t top;
  std::uint64_t high;
  std::uint64_t low;
};
[[gnu::always_inline]] inline GroupParts parts_of(std::uint64_t group) {
  const std::uint64_t top = group / 10'000'000'000'000'000;
  const std::uint64_t rest = group % 10'000'000'000'000'000;
  return {top, rest / 100'000'000, rest % 100'000'000};
}

// Writes the kGroupDigits digits of a number below kGroup.
[[gnu::always_inline]] inline void put_group(std::uint64_t group, char* target) {
  const auto [top, high, low] = parts_of(group);
  std::memcpy(target, &kThreeDigits[top], sizeof(kThreeDigits[top]));
  put_sixteen(static_cast<std::uint32_t>(high), static_cast<std::uint32_t>(low), target + 3);
}

#if defined(PHONEY_AVX2)
// Writes two groups as put_group does, both at once.
[[gnu::always_inline]] PHONEY_AVX2 inline void put_two_groups(std::uint64_t first, char* first_target,
                                                              std::uint64_t second, char* second_target) {
  const GroupParts a = parts_of(first);
  const GroupParts b = parts_of(second);
  const auto eights = _mm256_set_epi64x(static_cast<std::int64_t>(b.low), static_cast<std::int64_t>(b.high),
                                        static_cast<std::int64_t>(a.low), static_cast<std::int64_t>(a.high));
  const __m256i upper = _mm256_srli_epi64(_mm256_mul_epu32(eights, _mm256_set1_epi64x(0xd1b71759)), 45);
  const __m256i lower = _mm256_sub_epi32(eights, _mm256_mul_epu32(upper, _mm256_set1_epi64x(10'000)));
  const __m256i fours = _mm256_or_si256(upper, _mm256_slli_epi64(lower, 32));
  const __m256i hundreds = _mm256_srli_epi16(_mm256_mulhi_epu16(fours, _mm256_set1_epi16(10486)), 4);
  const __m256i rest = _mm256_sub_epi16(fours, _mm256_mullo_epi16(hundreds, _mm256_set1_epi16(100)));
  const __m256i twos = _mm256_or_si256(hundreds, _mm256_slli_epi32(rest, 16));
  const __m256i tens = _mm256_mulhi_epu16(twos, _mm256_set1_epi16(6554));
  const __m256i ones = _mm256_sub_epi16(twos, _mm256_mullo_epi16(tens, _mm256_set1_epi16(10)));
  const __m256i digits = _mm256_or_si256(_mm256_or_si256(tens, _mm256_slli_epi16(ones, 8)), _mm256_set1_epi8('0'));
  std::memcpy(first_target, &kThreeDigits[a.top], sizeof(kThreeDigits[a.top]));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(first_target + 3), _mm256_castsi256_si128(digits));
  std::memcpy(second_target, &kThreeDigits[b.top], sizeof(kThreeDigits[b.top]));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(second_target + 3), _mm256_extracti128_si256(digits, 1));
}
#endif

}  // namespace phoney
