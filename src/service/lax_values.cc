#include "service/lax_values.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "service/message.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace phoney::service {
namespace {

constexpr LaxProblem kNoInteger{"Input should be a valid integer", "int_type"};
constexpr LaxProblem kFraction{"Input should be a valid integer, got a number with a fractional part",
                               "int_from_float"};
constexpr LaxProblem kUnreadable{"Input should be a valid integer, unable to parse string as an integer",
                                 "int_parsing"};
constexpr LaxProblem kTooLong{"Unable to parse input string as an integer, exceeded maximum size", "int_parsing_size"};
constexpr LaxProblem kInfinite{"Input should be a finite number", "finite_number"};
constexpr LaxProblem kNoBoolean{"Input should be a valid boolean", "bool_type"};
constexpr LaxProblem kNeither{"Input should be a valid boolean, unable to interpret input", "bool_parsing"};

constexpr std::size_t kMaxDigits = 4300;  // as Python reads at most

constexpr std::string_view kYes[] = {"1", "on", "t", "true", "y", "yes"};
constexpr std::string_view kNo[] = {"0", "off", "f", "false", "n", "no"};

// Unicode's White_Space. Python's str.isspace counts four separators of ASCII besides.
bool is_white_space(char32_t c) { return text::is_space(c) && (c < 0x1c || c > 0x1f); }

std::string_view trimmed(std::string_view text) {
  std::size_t first = text.size();
  std::size_t last = 0;
  for (std::size_t i = 0; i < text.size();) {
    const text::CodePoint c = text::decode(text.data() + i, text.data() + text.size());
    if (!is_white_space(c.value)) {
      first = std::min(first, i);
      last = i + c.size;
    }
    i += c.size;
  }
  return first < last ? text.substr(first, last - first) : "";
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The digits of "1_000" and "5.00" without underscores and leading zeros; nothing for other texts.
std::optional<std::string> digits_of(std::string_view text) {
  if (const std::size_t point = text.find('.'); point != std::string_view::npos) {
    const std::string_view fraction = text.substr(point + 1);
    if (fraction.empty() || fraction.find_first_not_of('0') != std::string_view::npos) return std::nullopt;
    text = text.substr(0, point);
  }
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_between = i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
    if (!is_digit(text[i]) && (text[i] != '_' || !is_between)) return std::nullopt;
    if (is_digit(text[i])) digits += text[i];
  }
  if (digits.empty()) return std::nullopt;
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  return digits;
}

std::variant<Value, LaxProblem> integer_of(std::string_view text) {
  text = trimmed(text);
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  const auto digits = digits_of(text);
  if (!digits) return kUnreadable;
  if (digits->size() > kMaxDigits) return kTooLong;
  return Value::integer_text(is_negative && *digits != "0" ? "-" + *digits : *digits);
}

std::variant<Value, LaxProblem> integer_of(double number) {
  if (!std::isfinite(number)) return kInfinite;
  if (number != std::trunc(number)) return kFraction;
  if (std::abs(number) >= 0x1p63) return kTooLong;
  return Value::integer(static_cast<std::int64_t>(number));
}

bool is_one_of(std::span<const std::string_view> words, std::string_view text) {
  return std::ranges::any_of(words, [&](std::string_view word) { return equals_ignoring_case(word, text); });
}

std::variant<bool, LaxProblem> boolean_of(std::string_view text) {
  if (is_one_of(kYes, text)) return true;
  if (is_one_of(kNo, text)) return false;
  return kNeither;
}

std::variant<bool, LaxProblem> boolean_of(std::int64_t number) {
  if (number != 0 && number != 1) return kNeither;
  return number == 1;
}

}  // namespace

std::variant<Value, LaxProblem> read_lax_integer(const Value& value) {
  switch (value.type()) {
    case Value::Type::integer:
      return value;
    case Value::Type::number:
      return integer_of(value.as_number());
    case Value::Type::boolean:
      return Value::integer(value.as_boolean() ? 1 : 0);
    case Value::Type::text:
      return integer_of(value.as_text());
    default:
      return kNoInteger;
  }
}

std::variant<bool, LaxProblem> read_lax_boolean(const Value& value) {
  if (value.type() == Value::Type::boolean) return value.as_boolean();
  if (value.is_text()) return boolean_of(value.as_text());
  if (!value.is_integer() && value.type() != Value::Type::number) return kNoBoolean;
  const auto integer = read_lax_integer(value);
  const auto* read = std::get_if<Value>(&integer);
  if (read == nullptr || !read->fits_int64()) return kNoBoolean;
  return boolean_of(read->as_integer());
}

}  // namespace phoney::service
