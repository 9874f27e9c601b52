#include "generators/numbers/wide_integer.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/near.h"

namespace phoney {
namespace {

using Limb = boost::multiprecision::limb_type;  // of 64 bits
using Wide = unsigned __int128;

constexpr Limb kGroup = 10'000'000'000'000'000'000u;  // ten to the kGroupDigits, the largest power in a limb
constexpr std::size_t kGroupDigits = 19;
constexpr std::size_t kMaxLimbs = 14400 / 64;

// Writes eight digits. The number is split in halves three times, each time all parts at once.
inline void put8(std::uint32_t value, char* target) {
  Limb parts = (value / 10'000) | Limb{value % 10'000} << 32;
  const Limb hundreds = (parts * 10486 >> 20) & 0x7f0000007f;
  parts = hundreds | (parts - 100 * hundreds) << 16;
  const Limb tens = (parts * 103 >> 10) & 0x000f000f000f000f;
  parts = (tens | (parts - 10 * tens) << 8) + 0x3030303030303030;
  std::memcpy(target, &parts, 8);
}

// Writes kGroupDigits digits.
inline void put_group(Limb value, char* target) {
  const Limb top = value / 10'000'000'000'000'000;
  const Limb low = value % 10'000'000'000'000'000;
  target[0] = static_cast<char>('0' + top / 100);
  target[1] = static_cast<char>('0' + top / 10 % 10);
  target[2] = static_cast<char>('0' + top % 10);
  put8(static_cast<std::uint32_t>(low / 100'000'000), target + 3);
  put8(static_cast<std::uint32_t>(low % 100'000'000), target + 11);
}

// Divides by kGroup in place and returns the remainder. By multiplication with the reciprocal, since the processor's
// division of two limbs by one takes several times as long (Moeller and Granlund, "Improved division by invariant
// integers", 2011, algorithm 4); the divisor's top bit is set, as that needs.
Limb divide_by_group(std::span<Limb> limbs) {
  static_assert(sizeof(Limb) == 8 && kGroup >> 63 == 1);
  constexpr Limb kReciprocal = static_cast<Limb>(~Wide{0} / kGroup);  // less 2^64, which the cast drops
  Limb remainder = 0;
  for (std::size_t i = limbs.size(); i-- > 0;) {
    const Wide product = Wide{kReciprocal} * remainder + (Wide{remainder} << 64 | limbs[i]);
    Limb quotient = static_cast<Limb>(product >> 64) + 1;
    Limb rest = limbs[i] - quotient * kGroup;
    // Half of the time one too many, as no processor can guess: so without a branch.
    const Limb over = 0 - Limb{rest > static_cast<Limb>(product)};
    quotient += over;
    rest += over & kGroup;
    if (rest >= kGroup) [[unlikely]] {
      ++quotient;
      rest -= kGroup;
    }
    limbs[i] = quotient;
    remainder = rest;
  }
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
    int size = 0;  // in limbs
    int bits = 0;
  };
  constexpr Counts() {
    for (std::size_t i = 0; i < Powers::kCount; ++i) {
      Count& count = counts_[i];
      Limb carry = 0;
      for (std::size_t limb = 0; limb < Powers::kLimbs; ++limb) {
        const Wide product = Wide{kPowers[i][limb]} * 9 + carry;
        count.limbs[limb] = static_cast<Limb>(product);
        carry = static_cast<Limb>(product >> 64);
        if (count.limbs[limb] != 0) {
          count.size = static_cast<int>(limb) + 1;
          count.bits = static_cast<int>(64 * limb) + 64 - std::countl_zero(count.limbs[limb]);
        }
      }
    }
  }
  constexpr const Count& operator[](std::size_t exponent) const { return counts_[exponent]; }

 private:
  std::array<Count, Powers::kCount> counts_{};
};

constexpr Counts kCounts;

// Whether a < b, both of `size` limbs.
bool less(const Powers::Power& a, const Powers::Power& b, int size) {
  for (auto i = static_cast<std::size_t>(size); i-- > 0;) {
    if (a[i] != b[i]) return a[i] < b[i];
  }
  return false;
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
  const unsigned top = static_cast<unsigned>(msb(magnitude));
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
  const auto exponent = static_cast<std::size_t>(digits - 1);
  if (exponent >= Powers::kCount) {
    const WideInteger first = power_of_ten(digits - 1);
    return append_integer(first + draw_below(random, first * 9), out);
  }
  const Counts::Count& count = kCounts[exponent];
  std::array<std::uint32_t, 2 * Powers::kLimbs> words{};
  Powers::Power limbs;
  const auto size = static_cast<std::size_t>(count.size);
  do {
    random.bits(count.bits, words);
    for (std::size_t i = 0; i < size; ++i) limbs[i] = words[2 * i] | Limb{words[2 * i + 1]} << 32;
  } while (!less(limbs, count.limbs, count.size));
  Limb carry = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const Wide sum = Wide{limbs[i]} + kPowers[exponent][i] + carry;
    limbs[i] = static_cast<Limb>(sum);
    carry = static_cast<Limb>(sum >> 64);
  }
  // 10^digits - 1 may need a bit more than 9 * 10^(digits - 1).
  std::size_t used = size;
  if (carry != 0) limbs[used++] = carry;
  const auto length = static_cast<std::size_t>(digits);
  char* const target = out.reserve(length);
  put_digits_before(target + length, length, {limbs.data(), used});
  out.commit(length);
}

Result<void> check_digits(std::optional<std::int64_t> digits, std::string_view parameter) {
  if (!digits || (*digits >= 0 && *digits <= kMaxIntegerDigits)) return {};
  return make_error(ErrorCode::invalid_argument,
                    fmt::format("`{}` is from 0 to {}, not {}", parameter, kMaxIntegerDigits, *digits),
                    std::string(parameter));
}

}  // namespace phoney
