#include "base/json_number.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string>
#include <utility>

namespace phoney {
namespace {

// Takes the digits off the front of `text` and returns how many they are.
std::size_t take_digits(std::string_view& text) {
  const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(count);
  return count;
}

bool take(std::string_view& text, std::string_view characters) {
  if (text.empty() || characters.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

// The value of a well-formed number. from_chars does not say whether a number is too large or too small; strtod does.
double value_of(const std::string& text) {
  double value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc()) return value;
  return std::strtod(text.c_str(), nullptr);
}

}  // namespace

std::optional<Value> read_json_number(std::string_view text) {
  std::string_view rest = text;
  take(rest, "-");
  const bool begins_with_zero = rest.starts_with('0');
  const std::size_t whole = take_digits(rest);
  if (whole == 0 || (begins_with_zero && whole > 1)) return std::nullopt;
  if (rest.empty()) return Value::integer_text(std::string(text));
  if (take(rest, ".") && take_digits(rest) == 0) return std::nullopt;
  if (take(rest, "eE")) {
    take(rest, "+-");
    if (take_digits(rest) == 0) return std::nullopt;
  }
  if (!rest.empty()) return std::nullopt;
  std::string spelling(text);
  const double value = value_of(spelling);
  return Value::number(value, std::move(spelling));
}

}  // namespace phoney
