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

// 0 to 99
inline char* put_two(char* target, std::uint32_t value) {
  std::memcpy(target, kTwoDigits.data() + 2 * value, 2);
  return target + 2;
}

// 0 to 999999
inline char* put_six(char* target, std::uint32_t value) {
  put_two(target, value / 10'000);
  put_two(target + 2, value / 100 % 100);
  return put_two(target + 4, value % 100);
}

}  // namespace phoney::calendar
