#include "base/python_float.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <string_view>

#include "base/copy_bytes.h"

namespace phoney {
namespace {

char* put(std::string_view text, char* target) {
  copy_bytes(text, target);
  return target + text.size();
}

char* put_zeros(int count, char* target) {
  for (int i = 0; i < count; ++i) *target++ = '0';
  return target;
}

// Digits d.ddd times ten to the `exponent`, in plain form.
char* put_plain(std::string_view digits, int exponent, char* target) {
  const int count = static_cast<int>(digits.size());
  if (exponent < 0) {
    target = put_zeros(-exponent - 1, put("0.", target));
    return put(digits, target);
  }
  if (exponent >= count - 1) {
    target = put_zeros(exponent + 1 - count, put(digits, target));
    return put(".0", target);
  }
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  return put(digits.substr(whole), put(".", put(digits.substr(0, whole), target)));
}

}  // namespace

char* put_python_float(double value, char* target) {
  if (std::isnan(value)) return put("nan", target);
  if (std::isinf(value)) return put(value < 0 ? "-inf" : "inf", target);
  if (std::signbit(value)) *target++ = '-';
  // d.ddde-07: to_chars gives the shortest digits, and an exponent of at least two digits as Python does.
  char scientific[kMaxFloatBytes];
  const char* const end =
      std::to_chars(scientific, scientific + sizeof scientific, std::fabs(value), std::chars_format::scientific).ptr;
  const std::string_view text(scientific, static_cast<std::size_t>(end - scientific));
  const std::size_t mark = text.find('e');
  int exponent = 0;
  std::from_chars(scientific + mark + (scientific[mark + 1] == '+' ? 2 : 1), end, exponent);
  if (exponent < -4 || exponent >= 16) return put(text, target);
  char digits[kMaxFloatBytes];
  digits[0] = text[0];
  std::size_t count = 1;
  for (std::size_t i = 2; i < mark; ++i) digits[count++] = text[i];
  return put_plain({digits, count}, exponent, target);
}

}  // namespace phoney
