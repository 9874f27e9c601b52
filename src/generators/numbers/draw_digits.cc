// Drawn integers of so many digits.
//
// The number is below 9 * 10^(digits - 1) at first, and what is to be added to it only makes its leading digit one
// greater. Up to 114 digits, its words are taken from the stream as limbs and divided into groups of digits by code of
// which all that the processor would have to guess how often it runs has a fixed size.

#include <array>
#include <bit>

#include "generators/numbers/digit_groups.h"
#include "generators/numbers/wide_integer.h"
#include "random/vectors.h"

namespace phoney {
namespace {

using Limb = std::uint64_t;

constexpr std::size_t kMostGroups = 6;
constexpr std::size_t kMostDigits = kMostGroups * kGroupDigits;

using Limbs = std::array<Limb, kMostGroups>;

// How many numbers have so many digits, nine times a power of ten: its highest limb, at which most comparisons end, and
// of a draw of as many bits as it has, the 32-bit words and the limb that the last of them is in. Python shifts this
// word alone, which is the lower half of the limb or the upper one, of which there is none then. It is kept small, for
// the nearest cache.
struct Count {
  Limb top_limb = 0;
  std::uint8_t top = 0;
  std::uint8_t words = 0;
  std::uint8_t low_shift = 0;
  std::uint8_t high_shift = 0;
};

constexpr Limbs ten_times(const Limbs& limbs) {
  Limbs result{};
  unsigned __int128 sum = 0;
  for (std::size_t i = 0; i < kMostGroups; ++i) {
    sum += static_cast<unsigned __int128>(limbs[i]) * 10;
    result[i] = static_cast<Limb>(sum);
    sum >>= 64;
  }
  return result;
}

constexpr auto kCountLimbs = [] {
  std::array<Limbs, kMostDigits> counts{};
  counts[0][0] = 9;
  for (std::size_t i = 1; i < kMostDigits; ++i) counts[i] = ten_times(counts[i - 1]);
  return counts;
}();

constexpr auto kCounts = [] {
  std::array<Count, kMostDigits> counts{};
  for (std::size_t i = 0; i < kMostDigits; ++i) {
    const Limbs& limbs = kCountLimbs[i];
    unsigned bits = 0;
    for (unsigned limb = 0; limb < kMostGroups; ++limb) {
      if (limbs[limb] != 0) bits = 64 * limb + static_cast<unsigned>(std::bit_width(limbs[limb]));
    }
    const unsigned words = (bits + 31) / 32;
    const unsigned top = (words - 1) / 2;
    const unsigned shift = (32 - bits % 32) % 32;
    const bool lower_half = words % 2 != 0;
    counts[i] = {limbs[top], static_cast<std::uint8_t>(top), static_cast<std::uint8_t>(words),
                 static_cast<std::uint8_t>(lower_half ? shift : 0), static_cast<std::uint8_t>(lower_half ? 32 : shift)};
  }
  return counts;
}();

constexpr auto kPowers = [] {
  std::array<Limb, kGroupDigits> powers{1};
  for (std::size_t i = 1; i < kGroupDigits; ++i) powers[i] = 10 * powers[i - 1];
  return powers;
}();

// Whether a number with the count's highest limb is below the count.
template <std::size_t Size>
[[gnu::noinline]] bool is_below(const std::array<Limb, Size>& limbs, const Limbs& count) {
  std::size_t i = Size - 1;
  while (i > 0 && limbs[i] == count[i]) --i;
  return limbs[i] < count[i];
}

// Draws a number of so many digits, less ten to the power of one fewer; it fits Size limbs.
template <std::size_t Size>
[[gnu::always_inline]] inline std::array<Limb, Size> draw_below(Random& random, std::size_t digits) {
  const Count& count = kCounts[digits - 1];
  const std::size_t top = count.top;
  const auto limb_of = [](const std::uint32_t* pair) { return pair[0] | Limb{pair[1]} << 32; };
  std::array<Limb, Size> limbs;
  for (;;) {
    const std::uint32_t* const pairs = random.peek(2 * Size);
    random.take(count.words);
    const Limb last = pairs[2 * top] >> count.low_shift | (Limb{pairs[2 * top + 1]} >> count.high_shift) << 32;
    if (last > count.top_limb) continue;
    for (std::size_t i = 0; i < Size; ++i) limbs[i] = i < top ? limb_of(pairs + 2 * i) : 0;
    limbs[top] = last;
    if (last < count.top_limb || is_below(limbs, kCountLimbs[digits - 1])) return limbs;
  }
}

// Divides the first limbs and the one after them, which is below kGroup, by kGroup; returns the remainder.
template <std::size_t Size, std::size_t... I>
[[gnu::always_inline]] inline Limb take_group(std::array<Limb, Size>& limbs, std::index_sequence<I...>) {
  constexpr std::size_t kFirst = sizeof...(I);
  GroupDivision division{0, limbs[kFirst]};
  ((division = group_division(division.rest, limbs[kFirst - 1 - I]), limbs[kFirst - 1 - I] = division.quotient), ...);
  return division.rest;
}

// Turns a number below ten to the Size * kGroupDigits into its groups of digits, the lowest in the last limb's place:
// the top limb is below kGroup, so that each division takes one limb away, whose place the remainder gets.
template <std::size_t Size, std::size_t Top = Size - 1>
[[gnu::always_inline]] inline void split_into_groups(std::array<Limb, Size>& limbs) {
  if constexpr (Top > 0) {
    limbs[Top] = take_group(limbs, std::make_index_sequence<Top>());
    split_into_groups<Size, Top - 1>(limbs);
  }
}

// Draws a number of `digits` digits, which fill Size groups and so fit Size limbs, as groups of which the first has its
// leading zeros behind it instead: a multiplication takes them away.
template <std::size_t Size>
[[gnu::always_inline]] inline std::array<Limb, Size> draw_groups(Random& random, std::size_t digits) {
  std::array<Limb, Size> groups = draw_below<Size>(random, digits);
  split_into_groups(groups);
  groups[0] = groups[0] * kPowers[Size * kGroupDigits - digits] + kPowers[kGroupDigits - 1];
  return groups;
}

// Where the second group belongs: over the zeros that the first has too many.
template <std::size_t Size>
[[gnu::always_inline]] inline char* second_place(char* target, std::size_t digits) {
  return target + digits - (Size - 1) * kGroupDigits;
}

using Draw = void (*)(Random& random, std::size_t digits, char* target);

template <std::size_t Size>
void draw_by_baseline(Random& random, std::size_t digits, char* target) {
  const std::array<Limb, Size> groups = draw_groups<Size>(random, digits);
  put_group(groups[0], target);
  target = second_place<Size>(target, digits);
  for (std::size_t i = 1; i < Size; ++i, target += kGroupDigits) put_group(groups[i], target);
}
constexpr std::array<Draw, kMostGroups> kBaseline = {draw_by_baseline<1>, draw_by_baseline<2>, draw_by_baseline<3>,
                                                     draw_by_baseline<4>, draw_by_baseline<5>, draw_by_baseline<6>};

#if defined(PHONEY_AVX2)
template <std::size_t Size>
PHONEY_AVX2 void draw_by_avx2(Random& random, std::size_t digits, char* target) {
  const std::array<Limb, Size> groups = draw_groups<Size>(random, digits);
  char* place = second_place<Size>(target, digits);
  if constexpr (Size % 2 == 1) {
    put_group(groups[0], target);
  } else {
    put_two_groups(groups[0], target, groups[1], place);
    place += kGroupDigits;
  }
  for (std::size_t i = 2 - Size % 2; i < Size; i += 2, place += 2 * kGroupDigits) {
    put_two_groups(groups[i], place, groups[i + 1], place + kGroupDigits);
  }
}
constexpr std::array<Draw, kMostGroups> kWithAvx2 = {draw_by_avx2<1>, draw_by_avx2<2>, draw_by_avx2<3>,
                                                     draw_by_avx2<4>, draw_by_avx2<5>, draw_by_avx2<6>};
#endif

const std::array<Draw, kMostGroups>& draws() {
#if defined(PHONEY_AVX2)
  if (vectors_in_use() != Vectors::baseline) return kWithAvx2;
#endif
  return kBaseline;
}

// Apart, since its integers take kilobytes of the stack.
[[gnu::noinline]] void draw_many_digits(Random& random, std::int64_t digits, Output& out) {
  const WideInteger first = power_of_ten(digits - 1);
  append_integer(first + draw_below(random, first * 9), out);
}

}  // namespace

void draw_digits(Random& random, std::int64_t digits, Output& out) {
  if (digits > static_cast<std::int64_t>(kMostDigits)) return draw_many_digits(random, digits, out);
  const auto length = static_cast<std::size_t>(digits);
  char* const target = out.reserve(length);
  out.commit(length);  // before they are written, so that nothing is left to do after the call
  draws()[(length - 1) / kGroupDigits](random, length, target);
}

}  // namespace phoney
