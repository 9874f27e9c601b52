#include "cli/quantity.h"

#include <algorithm>
#include <charconv>

namespace phoney::cli {
namespace {

constexpr std::string_view kDigits = "0123456789";

std::optional<std::uint64_t> parse_digits(std::string_view digits) {
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::uint64_t> parse_quantity(std::string_view text, std::span<const Unit> units) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
  const auto* const unit = std::ranges::find(units, text.substr(end), &Unit::name).base();
  if (unit == units.data() + units.size()) return std::nullopt;
  const std::string_view number = text.substr(0, end);

  const std::size_t point = std::min(number.find('.'), number.size());
  const std::string_view whole_digits = number.substr(0, point);
  std::string_view fraction_digits = number.substr(std::min(point + 1, number.size()));
  if (point < number.size() && fraction_digits.empty()) return std::nullopt;
  if (fraction_digits.find_first_not_of(kDigits) != std::string_view::npos) return std::nullopt;

  const auto whole = parse_digits(whole_digits);
  std::uint64_t total = 0;
  if (!whole || __builtin_mul_overflow(*whole, unit->factor, &total)) return std::nullopt;
  fraction_digits = fraction_digits.substr(0, fraction_digits.find_last_not_of('0') + 1);
  if (fraction_digits.empty()) return total;

  // In whole numbers, so that nothing is ever rounded.
  const auto fraction = parse_digits(fraction_digits);
  std::uint64_t part = 0;
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < fraction_digits.size(); ++i) {
    if (__builtin_mul_overflow(power, 10, &power)) return std::nullopt;
  }
  if (!fraction || __builtin_mul_overflow(*fraction, unit->factor, &part) || part % power != 0) return std::nullopt;
  if (__builtin_add_overflow(total, part / power, &total)) return std::nullopt;
  return total;
}

}  // namespace phoney::cli
