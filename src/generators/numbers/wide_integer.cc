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

constexpr std::size_t kMaxLimbs = 14400 / 64;

// Divides by kGroup in place and returns the remainder.
Limb divide_by_group(std::span<Limb> limbs) {
  Limb remainder = 0;
  for (std::size_t i = limbs.size(); i-- > 0;) {
    const auto [quotient, rest] = group_division(remainder, limbs[i]);
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
  while (!digits.empty()) {  // by groups: each takes a pass over the number
    const std::string_view group = digits.substr(0, kGroupDigits);
    Limb value = 0;
    Limb power = 1;
    for (const char digit : group) {
      value = value * 10 + static_cast<Limb>(digit - '0');
      power *= 10;
    }
    result = result * power + value;
    digits.remove_prefix(group.size());
  }
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

}  // namespace phoney
