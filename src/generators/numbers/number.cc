#include "generators/numbers/number.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "base/near.h"
#include "base/python_decimal.h"
#include "base/python_float.h"

namespace phoney {
namespace {

// Faker takes logarithms of its limits, so a Decimal is within a float's range.
constexpr std::int64_t kMaxExponent = 400;
constexpr std::size_t kMaxDigits = 1000;

void strip_leading(std::string_view& digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
}
void strip_trailing(std::string_view& digits) {
  digits = digits.substr(0, digits.find_last_not_of('0') + 1);  // npos + 1 is 0
}

// The digits of a Decimal, and the power of ten that the last of them counts.
struct Decimal {
  bool negative = false;
  std::string digits;
  std::int64_t exponent = 0;
};

bool take_digits(std::string_view& text, std::string& into) {
  std::size_t size = 0;
  while (size < text.size() && text[size] >= '0' && text[size] <= '9') ++size;
  into += text.substr(0, size);
  text.remove_prefix(size);
  return size > 0;
}

// [sign] digits [. digits] [E [sign] digits]
std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal decimal;
  decimal.negative = text.starts_with('-');
  if (decimal.negative || text.starts_with('+')) text.remove_prefix(1);
  bool any = take_digits(text, decimal.digits);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const std::size_t before = text.size();
    any |= take_digits(text, decimal.digits);
    decimal.exponent = static_cast<std::int64_t>(text.size()) - static_cast<std::int64_t>(before);
  }
  if (!any || decimal.digits.size() > kMaxDigits) return std::nullopt;
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(text.substr(1).starts_with('+') ? 2 : 1);
    std::int64_t exponent = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (error != std::errc() || std::abs(exponent) > kMaxExponent) return std::nullopt;
    decimal.exponent += exponent;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
  if (!text.empty()) return std::nullopt;
  const std::size_t zeros = decimal.digits.find_first_not_of('0');
  decimal.digits.erase(0, std::min(zeros, decimal.digits.size() - 1));
  return decimal;
}

std::string decimal_text(const Decimal& decimal) {
  Output out(64);
  append_python_decimal(decimal.negative, decimal.digits, decimal.exponent, out);
  return std::string(out.view());
}

void set_exact(bool negative, std::string_view whole, std::string_view fraction, Number& into) {
  strip_leading(whole);
  strip_trailing(fraction);
  into.whole = whole;
  into.fraction = fraction;
  into.negative = negative && !into.is_zero();
  into.integer = wide_integer(whole);
  if (negative) into.integer = -into.integer;
}

void set_float(double value, Number& into) {
  into.type = Number::Type::floating;
  into.value = value;
  // A double has at most this many digits before and behind its point, all of which these are.
  std::array<char, 310 + 1 + 1074> exact;
  const char* const end =
      std::to_chars(exact.data(), exact.data() + exact.size(), std::fabs(value), std::chars_format::fixed, 1074).ptr;
  const std::string_view digits(exact.data(), static_cast<std::size_t>(end - exact.data()));
  const std::size_t point = digits.find('.');
  set_exact(std::signbit(value), digits.substr(0, point), digits.substr(point + 1), into);
  char text[kMaxFloatBytes];
  const char* const text_end = put_python_float(value, text);
  into.text = decimal_text(*parse_decimal({text, static_cast<std::size_t>(text_end - text)}));
}

void set_decimal(const Decimal& decimal, Number& into) {
  into.type = Number::Type::decimal;
  into.text = decimal_text(decimal);
  const std::string& digits = decimal.digits;
  if (decimal.exponent >= 0) {
    set_exact(decimal.negative, digits + std::string(static_cast<std::size_t>(decimal.exponent), '0'), "", into);
  } else {
    const auto places = static_cast<std::size_t>(-decimal.exponent);
    const std::string padded = std::string(places > digits.size() ? places - digits.size() : 0, '0') + digits;
    const std::size_t whole = padded.size() - places;
    set_exact(decimal.negative, std::string_view(padded).substr(0, whole), std::string_view(padded).substr(whole),
              into);
  }
  const std::string plain = fmt::format("{}{}e{}", decimal.negative ? "-" : "", digits, decimal.exponent);
  std::from_chars(plain.data(), plain.data() + plain.size(), into.value);
}

// To that many significant digits, half to even.
void round_to_digits(std::size_t precision, Decimal& decimal) {
  std::string& digits = decimal.digits;
  if (digits.size() <= precision) return;
  const std::string_view cut = std::string_view(digits).substr(precision);
  const bool last_is_odd = (digits[precision - 1] - '0') % 2 != 0;
  const bool beyond_half = cut.substr(1).find_first_not_of('0') != std::string_view::npos;
  const bool up = cut[0] > '5' || (cut[0] == '5' && (beyond_half || last_is_odd));
  decimal.exponent += static_cast<std::int64_t>(cut.size());
  digits.resize(precision);
  if (!up) return;
  digits.insert(digits.begin(), '0');  // which takes the carry of nines alone
  std::size_t last = digits.size() - 1;
  for (; digits[last] == '9'; --last) digits[last] = '0';
  ++digits[last];
}

// For an int beyond a float's range, Python takes the logarithms of its leading bits and of a power of two.
double log10_of_large(const WideInteger& value) {
  const WideInteger magnitude = abs(value);
  int exponent = static_cast<int>(msb(magnitude)) + 1;
  double leading = std::ldexp(to_double(magnitude >> static_cast<unsigned>(exponent - 128)), -128);
  if (leading == 1) {
    leading = 0.5;
    ++exponent;
  }
  return std::log10(leading) + std::log10(2.0) * exponent;
}

}  // namespace

Number Number::of(std::int64_t value) {
  Number number;
  number.integer = value;
  number.value = static_cast<double>(value);
  number.text = std::to_string(value);
  set_exact(value < 0, std::string_view(number.text).substr(value < 0 ? 1 : 0), "", number);
  return number;
}

Number Number::magnitude() const {
  constexpr std::size_t kContextDigits = 28;
  Number result = *this;
  if (type != Type::decimal || is_zero()) {
    result.integer = abs(integer);
    result.value = std::fabs(value);
    result.negative = false;
    if (result.text.starts_with('-')) result.text.erase(0, 1);
    return result;
  }
  Decimal decimal{.digits = whole + fraction, .exponent = -static_cast<std::int64_t>(fraction.size())};
  decimal.digits.erase(0, decimal.digits.find_first_not_of('0'));
  round_to_digits(kContextDigits, decimal);
  set_decimal(decimal, result);
  return result;
}

int Number::compare(const Number& other) const { return compare(other.negative, other.whole, other.fraction); }

int Number::compare(bool other_negative, std::string_view other_whole, std::string_view other_fraction) const {
  strip_leading(other_whole);
  strip_trailing(other_fraction);
  other_negative = other_negative && !(other_whole.empty() && other_fraction.empty());
  if (negative != other_negative) return negative ? -1 : 1;
  int order = 0;
  if (whole.size() != other_whole.size()) {
    order = whole.size() < other_whole.size() ? -1 : 1;
  } else {
    order = whole.compare(other_whole);
    if (order == 0) order = fraction.compare(other_fraction);
  }
  return negative ? -order : order;
}

std::int64_t Number::digits() const {
  const double magnitude = std::fabs(value);
  const double logarithm = std::isinf(magnitude) ? log10_of_large(integer) : std::log10(magnitude);
  return static_cast<std::int64_t>(std::ceil(logarithm));
}

Result<void> ParameterTraits<Number>::read(const Value& value, Number& into) {
  into = {};
  if (value.is_integer()) {
    if (auto read = ParameterTraits<WideInteger>::read(value, into.integer); !read) return read;
    into.value = to_double(into.integer);
    into.text = into.integer.str();
    set_exact(into.integer < 0, std::string_view(into.text).substr(into.integer < 0 ? 1 : 0), "", into);
    return {};
  }
  if (value.type() == Value::Type::number && std::isfinite(value.as_number())) {
    set_float(value.as_number(), into);
    return {};
  }
  if (value.is_text()) {
    const auto decimal = parse_decimal(value.as_text());
    if (decimal) set_decimal(*decimal, into);
    if (decimal && std::isfinite(into.value) && (into.value != 0 || into.is_zero())) return {};
  }
  return make_error(ErrorCode::invalid_argument,
                    fmt::format("takes a number, or a decimal number as a string, for example \"1.50\", not {} ({})",
                                value.type_name(), shortened(value.to_json(), 40)));
}

}  // namespace phoney
