// Decimal digits of fixed width, written in place.

#pragma once

#include <cstdint>

namespace phoney::calendar {

// 0 to 99
template <class Integer>
inline char* put_two(char* target, Integer value) {
  target[0] = static_cast<char>('0' + value / 10);
  target[1] = static_cast<char>('0' + value % 10);
  return target + 2;
}

// 0 to 999999
inline char* put_six(char* target, std::uint32_t value) {
  return put_two(put_two(put_two(target, value / 10'000), value / 100 % 100), value % 100);
}

}  // namespace phoney::calendar
