// How registrant and publication share the digits of an ISBN or SBN.

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "locale/catalogue.h"

namespace phoney {

// The registrant's length, by the first rule (lowest, highest, length) whose range holds all digits but the last.
// Digits are compared as text, as Faker does.
inline std::optional<std::size_t> registrant_length(const Table& rules, std::string_view digits) {
  const std::string_view compared = digits.substr(0, digits.size() - 1);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Table rule = rules.child(i);
    if (rule.text(0) <= compared && compared <= rule.text(1)) return static_cast<std::size_t>(rule.integer(2));
  }
  return std::nullopt;
}

// 0 to 9 and X: the sum of each digit times its place, from 1, modulo 11.
inline char isbn10_check_digit(std::string_view digits) {
  std::uint32_t sum = 0;
  std::uint32_t place = 1;
  for (const char c : digits) sum += static_cast<std::uint32_t>(c - '0') * place++;
  return sum % 11 == 10 ? 'X' : static_cast<char>('0' + sum % 11);
}

}  // namespace phoney
