// Check digits: the arithmetic that identification numbers of many countries and trades share.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace phoney {

// The character of a value from 0 to 9.
constexpr char digit_character(std::uint32_t value) { return static_cast<char>('0' + value); }

// The sum of each character's value, its distance from '0', times its weight. The shorter of the two ends it.
template <std::size_t N>
constexpr std::uint32_t weighted_sum(std::string_view characters, const std::array<std::uint8_t, N>& weights) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < N && i < characters.size(); ++i) {
    sum += static_cast<std::uint32_t>(characters[i] - '0') * weights[i];
  }
  return sum;
}

// The number that ASCII digits spell, modulo `modulus`, however many they are. Other characters do not count.
constexpr std::uint32_t remainder_of(std::string_view digits, std::uint32_t modulus) {
  std::uint64_t remainder = 0;
  for (const char c : digits) {
    if (c >= '0' && c <= '9') remainder = (remainder * 10 + static_cast<std::uint64_t>(c - '0')) % modulus;
  }
  return static_cast<std::uint32_t>(remainder);
}

// The digit that, put behind `digits`, passes Luhn's test (ISO/IEC 7812-1, annex B). Other characters do not count.
char luhn_check_digit(std::string_view digits);

// ISO 7064, MOD 11,10: the digit to put behind these.
constexpr char mod_11_10_check_digit(std::string_view digits) {
  std::uint32_t product = 10;
  for (const char digit : digits) {
    const std::uint32_t sum = (product + static_cast<std::uint32_t>(digit - '0')) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return digit_character((11 - product) % 10);
}

// ISO 7064, MOD 97-10: modulo 97, the number that `characters` spell, behind one that left the remainder `before`.
// They are digits and capital letters, which count from 10 for A to 35 for Z.
std::uint32_t mod_97_10_remainder(std::string_view characters, std::uint32_t before = 0);
// The value of the two check digits, 2 to 98, behind a number that left `remainder`.
constexpr std::uint32_t mod_97_10_check(std::uint32_t remainder) { return 98 - remainder * 100 % 97; }

}  // namespace phoney
