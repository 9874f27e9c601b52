#include "generators/numbers/wide_integer.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/near.h"
#include "generators/numbers/digit_groups.h"

namespace phoney {
namespace {

using Limb = boost::multiprecision::limb_type;  // of 64 bits
using Wide = unsigned __int128;

constexpr std::size_t kMaxLimbs = 14400 / 64;

// Divides `remainder` and the limb below it by kGroup; leaves the quotient in the limb and returns the remainder. By
// multiplication with the reciprocal, since the processor's division of two limbs by one takes several times as long
// (Moeller and Granlund, "Improved division by invariant integers", 2011, algorithm 4); the divisor's top bit is set,
// as that needs.
[[gnu::always_inline]] inline Limb divide_limb(Limb remainder, Limb& limb) {
  static_assert(sizeof(Limb) == 8 && kGroup >> 63 == 1);
  constexpr Limb kReciprocal = static_cast<Limb>(~Wide{0} / kGroup);  // less 2^64, which the cast drops
  const Wide product = Wide{kReciprocal} * remainder + (Wide{remainder} << 64 | limb);
  Limb quotient = static_cast<Limb>(product >> 64) + 1;
  Limb rest = limb - quotient * kGroup;
  // Half of the time one too many, as no processor can guess: so without a branch.
  const Limb over = 0 - Limb{rest > static_cast<Limb>(product)};
  quotient += over;
  rest += over & kGroup;
  if (rest >= kGroup) [[unlikely]] {
    ++quotient;
    rest -= kGroup;
  }
  limb = quotient;
  return rest;
}

// Divides by kGroup in place and returns the remainder.
Limb divide_by_group(std::span<Limb> limbs) {
  Limb remainder = 0;
  for (std::size_t i = limbs.size(); i-- > 0;) remainder = divide_limb(remainder, limbs[i]);
  return remainder;
}

// Writes the lowest `count` digits before `end`; destroys the limbs.
void put_digits_before(char* end, std::size_t count, std::span<Limb> limbs) {
  for (; count >= kGroupDigits; count -= kGroupDigits) {
    while (!limbs.empty() && limbs.back() == 0) limbs = limbs.first(limbs.size() - 1);
    put_group(divide_by_group(limbs), end -= kGroupDigits);
  }
  char group[kGroupDigits];
  put_group(divide_by_group(limbs), group);
  std::memcpy(end - count, group + kGroupDigits - count, count);
}

// How many digits the number has, or one more than that.
std::size_t digits_bound(const WideInteger& magnitude) {
  if (magnitude == 0) return 1;
  return static_cast<std::size_t>(msb(magnitude)) * 30103 / 100000 + 1 + 1;
}

WideInteger draw_below(Random& random, const WideInteger& n) {
  const int bits = static_cast<int>(msb(n)) + 1;
  const auto count = static_cast<unsigned>(bits + 63) / 64;
  std::array<std::uint32_t, 2 * kMaxLimbs> words;
  WideInteger result;
  do {
    words[2 * count - 1] = 0;
    random.bits(bits, words);
    result.backend().resize(count, count);
    auto* limbs = result.backend().limbs();
    for (unsigned i = 0; i < count; ++i) limbs[i] = words[2 * i] | Limb{words[2 * i + 1]} << 32;
    result.backend().normalize();
  } while (result >= n);
  return result;
}

// The powers of ten that the usual lengths of a drawn number need.
class Powers {
 public:
  static constexpr std::size_t kLimbs = 6;
  static constexpr std::size_t kCount = 114;  // of 6 limbs, 10^113 is well in
  using Power = std::array<Limb, kLimbs>;

  constexpr Powers() {
    powers_[0][0] = 1;
    for (std::size_t i = 1; i < kCount; ++i) {
      Limb carry = 0;
      for (std::size_t limb = 0; limb < kLimbs; ++limb) {
        const Wide product = Wide{powers_[i - 1][limb]} * 10 + carry;
        powers_[i][limb] = static_cast<Limb>(product);
        carry = static_cast<Limb>(product >> 64);
      }
    }
  }
  constexpr const Power& operator[](std::size_t exponent) const { return powers_[exponent]; }

 private:
  std::array<Power, kCount> powers_{};
};

constexpr Powers kPowers;

// Nine times a power of ten: how many numbers have so many digits.
class Counts {
 public:
  struct Count {
    Powers::Power limbs{};
    // Of a draw of as many bits as the count has: its 32-bit words, and the limb that the last of them is in. Python
    // shifts this word alone, which is the lower half of the limb or the upper one, of which there is none then.
    std::uint32_t words = 0;
    std::uint32_t top = 0;
    std::uint32_t low_shift = 0;
    std::uint32_t high_shift = 0;
  };
  constexpr Counts() {
    for (std::size_t i = 0; i < Powers::kCount; ++i) {
      Count& count = counts_[i];
      Limb carry = 0;
      unsigned bits = 0;
      for (unsigned limb = 0; limb < Powers::kLimbs; ++limb) {
        const Wide product = Wide{kPowers[i][limb]} * 9 + carry;
        count.limbs[limb] = static_cast<Limb>(product);
        carry = static_cast<Limb>(product >> 64);
        if (count.limbs[limb] != 0) bits = 64 * limb + static_cast<unsigned>(std::bit_width(count.limbs[limb]));
      }
      count.words = (bits + 31) / 32;
      count.top = (count.words - 1) / 2;
      const unsigned shift = (32 - bits % 32) % 32;
      count.low_shift = count.words % 2 != 0 ? shift : 0;
      count.high_shift = count.words % 2 != 0 ? 32 : shift;
    }
  }
  constexpr const Count& operator[](std::size_t exponent) const { return counts_[exponent]; }

 private:
  std::array<Count, Powers::kCount> counts_{};
};

constexpr Counts kCounts;

// Divides the first limbs and the one after them, which is below kGroup, by kGroup; returns the remainder.
template <std::size_t Size, std::size_t... I>
inline Limb take_group(std::array<Limb, Size>& limbs, std::index_sequence<I...>) {
  constexpr std::size_t kFirst = sizeof...(I);
  Limb remainder = limbs[kFirst];
  ((remainder = divide_limb(remainder, limbs[kFirst - 1 - I])), ...);
  return remainder;
}

// Draws a number of `digits` digits, which fill Size groups and so fit Size limbs, and writes it. Everything of which
// the processor would have to guess how often it runs has a fixed size; what is written too far is overwritten.
template <std::size_t Size>
void draw_groups(Random& random, std::size_t digits, char* target) {
  const Counts::Count& count = kCounts[digits - 1];
  const Powers::Power& first = kPowers[digits - 1];
  const std::size_t top = count.top;
  const auto limb_of = [](const std::uint32_t* pair) { return pair[0] | Limb{pair[1]} << 32; };
  std::array<Limb, Size> drawn;
  for (;;) {
    const std::uint32_t* const pairs = random.peek(2 * Size);
    random.take(count.words);
    drawn[top] = pairs[2 * top] >> count.low_shift | (Limb{pairs[2 * top + 1]} >> count.high_shift) << 32;
    if (drawn[top] > count.limbs[top]) continue;
    const Limb last = drawn[top];
    for (std::size_t i = 0; i < Size; ++i) drawn[i] = i < top ? limb_of(pairs + 2 * i) : 0;
    drawn[top] = last;
    if (last < count.limbs[top]) break;
    std::size_t i = top;
    while (i > 0 && drawn[i] == count.limbs[i]) --i;
    if (drawn[i] < count.limbs[i]) break;
  }
  std::array<Limb, Size> limbs;
  Limb carry = 0;
  for (std::size_t i = 0; i < Size; ++i) {
    const Wide sum = Wide{drawn[i]} + first[i] + carry;
    limbs[i] = static_cast<Limb>(sum);
    carry = static_cast<Limb>(sum >> 64);
  }
  // Below ten to the Size * kGroupDigits, so that the top limb is below kGroup and each division takes one limb away.
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    ((limbs[Size - 1 - I] = take_group(limbs, std::make_index_sequence<Size - 1 - I>())), ...);
  }(std::make_index_sequence<Size>());
  // The top group loses its leading zeros by a multiplication; those that follow it instead are overwritten.
  const std::size_t zeros = Size * kGroupDigits - digits;
  put_group(limbs[0] * kPowers[zeros][0], target);
  target += kGroupDigits - zeros;
  for (std::size_t i = 1; i < Size; ++i, target += kGroupDigits) put_group(limbs[i], target);
}

}  // namespace

Result<void> ParameterTraits<WideInteger>::read(const Value& value, WideInteger& into) {
  if (!value.is_integer()) {
    return make_error(ErrorCode::invalid_argument,
                      fmt::format("takes an integer, not {} ({})", value.type_name(), shortened(value.to_json(), 40)));
  }
  if (value.fits_int64()) {
    into = value.as_integer();
    return {};
  }
  const std::string& digits = value.as_text();
  if (digits.size() > static_cast<std::size_t>(kMaxIntegerDigits) + (digits.starts_with('-') ? 1 : 0)) {
    return make_error(ErrorCode::invalid_argument, "takes an integer of at most 4300 digits, as Python does");
  }
  into = wide_integer(digits);
  return {};
}
std::string ParameterTraits<WideInteger>::show(const WideInteger& value) { return value.str(); }

WideInteger wide_integer(std::string_view digits) {
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  WideInteger result = 0;
  for (const char digit : digits) result = result * 10 + (digit - '0');
  return negative ? WideInteger(-result) : result;
}

WideInteger power_of_ten(std::int64_t exponent) {
  return boost::multiprecision::pow(WideInteger(10), static_cast<unsigned>(exponent));
}

double to_double(const WideInteger& value) {
  const WideInteger magnitude = abs(value);
  if (magnitude == 0) return 0;
  const auto top = static_cast<unsigned>(msb(magnitude));
  double result;
  if (top < 64) {
    result = static_cast<double>(static_cast<Limb>(magnitude));
  } else {
    // The leading 64 bits, of which the last also stands for all that follow: enough to round 53 of them rightly.
    const unsigned shift = top - 63;
    const auto leading = static_cast<Limb>(magnitude >> shift);
    result = std::ldexp(static_cast<double>(leading | Limb{lsb(magnitude) < shift}), static_cast<int>(shift));
  }
  return value < 0 ? -result : result;
}

void append_integer(const WideInteger& value, Output& out) {
  if (value < 0) out.append('-');
  WideInteger magnitude = abs(value);
  const std::size_t bound = digits_bound(magnitude);
  char* const target = out.reserve(bound);
  put_digits_before(target + bound, bound, {magnitude.backend().limbs(), magnitude.backend().size()});
  std::size_t zeros = 0;
  while (zeros + 1 < bound && target[zeros] == '0') ++zeros;
  std::memmove(target, target + zeros, bound - zeros);
  out.commit(bound - zeros);
}

std::optional<IntegerRange> IntegerRange::make(const WideInteger& lowest, const WideInteger& highest,
                                               const WideInteger& step) {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kGreatest = std::numeric_limits<std::int64_t>::max();
  const WideInteger width = highest + 1 - lowest;
  if (width == 0 || (width < 0) != (step < 0)) return std::nullopt;
  const auto fits = [=](const WideInteger& value) { return value >= kLeast && value <= kGreatest; };
  IntegerRange range;
  if (fits(lowest) && fits(highest) && fits(step)) {
    range.range_ = {static_cast<std::int64_t>(lowest), static_cast<std::int64_t>(highest),
                    static_cast<std::int64_t>(step)};
    if (!range.range_.last_index()) return std::nullopt;
    return range;
  }
  const WideInteger count = (width + step + (step > 0 ? -1 : 1)) / step;
  if (count <= 0) return std::nullopt;
  range.wide_ = std::make_shared<const Wide>(Wide{lowest, step, count});
  return range;
}

WideInteger IntegerRange::draw_wide(Random& random) const {
  if (narrow()) return range_.draw(random);
  return wide_->lowest + wide_->step * draw_below(random, wide_->count);
}

void draw_digits(Random& random, std::int64_t digits, Output& out) {
  if (digits > static_cast<std::int64_t>(Powers::kCount)) {
    const WideInteger first = power_of_ten(digits - 1);
    return append_integer(first + draw_below(random, first * 9), out);
  }
  using Draw = void (*)(Random&, std::size_t, char*);
  static constexpr std::array<Draw, Powers::kLimbs> kDraws = {draw_groups<1>, draw_groups<2>, draw_groups<3>,
                                                              draw_groups<4>, draw_groups<5>, draw_groups<6>};
  const auto length = static_cast<std::size_t>(digits);
  kDraws[(length - 1) / kGroupDigits](random, length, out.reserve(length));
  out.commit(length);
}

Result<void> check_digits(std::optional<std::int64_t> digits, std::string_view parameter) {
  if (!digits || (*digits >= 0 && *digits <= kMaxIntegerDigits)) return {};
  return make_error(ErrorCode::invalid_argument,
                    fmt::format("`{}` must be from 0 to {}, not {}", parameter, kMaxIntegerDigits, *digits),
                    std::string(parameter));
}

}  // namespace phoney
