#include "generators/check_digits.h"

namespace phoney {

char luhn_check_digit(std::string_view digits) {
  std::uint32_t sum = 0;
  bool doubled = true;  // the digit beside the check digit, and every second one from there
  for (std::size_t i = digits.size(); i-- > 0;) {
    if (digits[i] < '0' || digits[i] > '9') continue;
    const auto value = static_cast<std::uint32_t>(digits[i] - '0') * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
    doubled = !doubled;
  }
  return digit_character((10 - sum % 10) % 10);
}

std::uint32_t mod_97_10_remainder(std::string_view characters, std::uint32_t before) {
  std::uint32_t remainder = before;
  for (const char c : characters) {
    remainder = c >= 'A' && c <= 'Z' ? remainder * 100 + static_cast<std::uint32_t>(c - 'A') + 10
                                     : remainder * 10 + static_cast<std::uint32_t>(c - '0');
    remainder %= 97;
  }
  return remainder;
}

}  // namespace phoney
