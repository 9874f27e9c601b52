#include "base/quantity.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace phoney {
namespace {

constexpr std::string_view kDigits = "0123456789";

std::optional<std::uint64_t> parse_digits(std::string_view digits) {
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size()) return std::nullopt;
  return number;
}

// The number without underscores, which may stand between two digits, as in Python and Rust.
std::optional<std::string> without_underscores(std::string_view number) {
  std::string result;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (number[i] != '_') {
      result += number[i];
      continue;
    }
    const bool is_between = i > 0 && i + 1 < number.size() && kDigits.find(number[i - 1]) != std::string_view::npos &&
                            kDigits.find(number[i + 1]) != std::string_view::npos;
    if (!is_between) return std::nullopt;
  }
  return result;
}

// 1'000'000 for "e6".
std::optional<std::uint64_t> parse_exponent(std::string_view text) {
  if (text.empty() || (text[0] != 'e' && text[0] != 'E')) return std::nullopt;
  const auto exponent = parse_digits(text.substr(1));
  if (!exponent || *exponent > 19) return std::nullopt;
  std::uint64_t power = 1;
  for (std::uint64_t i = 0; i < *exponent; ++i) power *= 10;
  return power;
}

// How many of the smallest unit a number with this behind it is.
std::optional<std::uint64_t> find_factor(std::string_view name, std::span<const Unit> units) {
  const auto unit = std::ranges::find(units, name, &Unit::name);
  if (unit != units.end()) return unit->factor;
  const auto alone = std::ranges::find(units, std::string_view(), &Unit::name);
  const auto power = parse_exponent(name);
  std::uint64_t factor = 0;
  if (alone == units.end() || !power || __builtin_mul_overflow(*power, alone->factor, &factor)) return std::nullopt;
  return factor;
}

}  // namespace

std::optional<std::uint64_t> parse_quantity(std::string_view text, std::span<const Unit> units) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789._"), text.size());
  const auto factor = find_factor(text.substr(end), units);
  const auto written = without_underscores(text.substr(0, end));
  if (!factor || !written) return std::nullopt;
  const std::string_view number = *written;

  const std::size_t point = std::min(number.find('.'), number.size());
  const std::string_view whole_digits = number.substr(0, point);
  std::string_view fraction_digits = number.substr(std::min(point + 1, number.size()));
  if (point < number.size() && fraction_digits.empty()) return std::nullopt;
  if (fraction_digits.find_first_not_of(kDigits) != std::string_view::npos) return std::nullopt;

  const auto whole = parse_digits(whole_digits);
  std::uint64_t total = 0;
  if (!whole || __builtin_mul_overflow(*whole, *factor, &total)) return std::nullopt;
  fraction_digits = fraction_digits.substr(0, fraction_digits.find_last_not_of('0') + 1);
  if (fraction_digits.empty()) return total;

  // In whole numbers, so that nothing is ever rounded.
  const auto fraction = parse_digits(fraction_digits);
  std::uint64_t part = 0;
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < fraction_digits.size(); ++i) {
    if (__builtin_mul_overflow(power, 10, &power)) return std::nullopt;
  }
  if (!fraction || __builtin_mul_overflow(*fraction, *factor, &part) || part % power != 0) return std::nullopt;
  if (__builtin_add_overflow(total, part / power, &total)) return std::nullopt;
  return total;
}

}  // namespace phoney
