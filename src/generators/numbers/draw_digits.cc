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

// How many numbers have so many digits: nine times a power of ten.
struct Count {
  std::array<Limb, kMostGroups> limbs{};
  // Of a draw of as many bits as the count has: its 32-bit words, and the limb that the last of them is in. Python
  // shifts this word alone, which is the lower half of the limb or the upper one, of which there is none then.
  std::uint32_t words = 0;
  std::uint32_t top = 0;
  std::uint32_t low_shift = 0;
  std::uint32_t high_shift = 0;
};

constexpr std::array<Limb, kMostGroups> ten_times(const std::array<Limb, kMostGroups>& limbs) {
  std::array<Limb, kMostGroups> result{};
  unsigned __int128 sum = 0;
  for (std::size_t i = 0; i < kMostGroups; ++i) {
    sum += static_cast<unsigned __int128>(limbs[i]) * 10;
    result[i] = static_cast<Limb>(sum);
    sum >>= 64;
  }
  return result;
}

constexpr auto kCounts = [] {
  std::array<Count, kMostDigits> counts{};
  counts[0].limbs[0] = 9;
  for (std::size_t i = 0; i < kMostDigits; ++i) {
    Count& count = counts[i];
    if (i > 0) count.limbs = ten_times(counts[i - 1].limbs);
    std::uint32_t bits = 0;
    for (std::uint32_t limb = 0; limb < kMostGroups; ++limb) {
      if (count.limbs[limb] != 0) bits = 64 * limb + static_cast<std::uint32_t>(std::bit_width(count.limbs[limb]));
    }
    count.words = (bits + 31) / 32;
    count.top = (count.words - 1) / 2;
    const std::uint32_t shift = (32 - bits % 32) % 32;
    count.low_shift = count.words % 2 != 0 ? shift : 0;
    count.high_shift = count.words % 2 != 0 ? 32 : shift;
  }
  return counts;
}();

constexpr auto kPowers = [] {
  std::array<Limb, kGroupDigits> powers{1};
  for (std::size_t i = 1; i < kGroupDigits; ++i) powers[i] = 10 * powers[i - 1];
  return powers;
}();

// Draws a number below the count that fits Size limbs.
template <std::size_t Size>
[[gnu::always_inline]] inline std::array<Limb, Size> draw_below(Random& random, const Count& count) {
  const std::size_t top = count.top;
  const auto limb_of = [](const std::uint32_t* pair) { return pair[0] | Limb{pair[1]} << 32; };
  std::array<Limb, Size> limbs;
  for (;;) {
    const std::uint32_t* const pairs = random.peek(2 * Size);
    random.take(count.words);
    const Limb last = pairs[2 * top] >> count.low_shift | (Limb{pairs[2 * top + 1]} >> count.high_shift) << 32;
    if (last > count.limbs[top]) continue;
    for (std::size_t i = 0; i < Size; ++i) limbs[i] = i < top ? limb_of(pairs + 2 * i) : 0;
    limbs[top] = last;
    if (last < count.limbs[top]) return limbs;
    std::size_t i = top;
    while (i > 0 && limbs[i] == count.limbs[i]) --i;
    if (limbs[i] < count.limbs[i]) return limbs;
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
  std::array<Limb, Size> groups = draw_below<Size>(random, kCounts[digits - 1]);
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
  draws()[(length - 1) / kGroupDigits](random, length, out.reserve(length));
  out.commit(length);
}

}  // namespace phoney
