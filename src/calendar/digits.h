// Decimal digits of fixed width, written in place.

#pragma once

#include <array>
#include <cstdint>
#include <cstring>

namespace phoney::calendar {

// 00 to 99, one after the other.
inline constexpr auto kTwoDigits = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

// 000 to 999, each in four bytes.
inline constexpr auto kThreeDigits = [] {
  std::array<char, 4000> triples{};
  for (std::size_t i = 0; i < 1000; ++i) {
    triples[4 * i] = static_cast<char>('0' + i / 100);
    triples[4 * i + 1] = static_cast<char>('0' + i / 10 % 10);
    triples[4 * i + 2] = static_cast<char>('0' + i % 10);
  }
  return triples;
}();

// 0 to 99
inline char* put_two(char* target, std::uint32_t value) {
  std::memcpy(target, kTwoDigits.data() + 2 * value, 2);
  return target + 2;
}

// 0 to 999999
inline char* put_six(char* target, std::uint32_t value) {
  std::memcpy(target, kThreeDigits.data() + 4 * (value / 1000), 4);  // one store; the next one covers its last byte
  std::memcpy(target + 3, kThreeDigits.data() + 4 * (value % 1000), 3);
  return target + 6;
}

}  // namespace phoney::calendar
