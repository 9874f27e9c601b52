// What CPython's str methods know and utf8proc's properties do not tell. All tables are sorted by code point.

#pragma once

#include <cstdint>
#include <span>

namespace phoney::text {

struct Range {
  char32_t first;
  char32_t last;
};

// A code point whose upper case has two or three code points, with its title case; zeros fill the rest.
struct LongCase {
  std::uint16_t code_point;
  std::uint16_t upper[3];
  std::uint16_t title[3];
};

extern const std::span<const Range> newer_than_python;
extern const std::span<const Range> other_cased;
extern const std::span<const Range> other_case_ignorable;
extern const std::span<const LongCase> long_cases;

}  // namespace phoney::text
