#include "generators/geo/coordinate.h"

#include <charconv>
#include <cmath>
#include <string_view>

#include "base/python_decimal.h"

namespace phoney {
namespace {

constexpr int kPlaces = 6;
constexpr int kMaxDigits = 28;  // of a result in Python's default context

void append_decimal(bool negative, unsigned __int128 coefficient, int exponent, Output& out) {
  char digits[40];
  char* const end = digits + sizeof digits;
  char* first = end;
  do {
    *--first = static_cast<char>('0' + static_cast<int>(coefficient % 10));
    coefficient /= 10;
  } while (coefficient != 0);
  const std::size_t start = out.size();
  append_python_decimal(negative, {first, static_cast<std::size_t>(end - first)}, exponent, out);
  finish_python_decimal(out, start);
}

}  // namespace

void append_millionths(std::int64_t millionths, Output& out) {
  append_decimal(millionths < 0, static_cast<std::uint64_t>(std::abs(millionths)), -kPlaces, out);
}

bool append_quantised(double value, Output& out) {
  if (!std::isfinite(value)) return false;
  char text[32];
  const auto written = std::to_chars(text, text + sizeof text, std::fabs(value), std::chars_format::scientific);
  const std::string_view shortest(text, static_cast<std::size_t>(written.ptr - text));
  const std::size_t mark = shortest.find('e');
  int exponent = 0;
  std::from_chars(text + mark + (text[mark + 1] == '+' ? 2 : 1), written.ptr, exponent);
  std::uint64_t coefficient = 0;
  int digits = 0;
  for (const char c : shortest.substr(0, mark)) {
    if (c == '.') continue;
    coefficient = coefficient * 10 + static_cast<std::uint64_t>(c - '0');
    ++digits;
  }
  if (value != 0 && exponent + 1 + kPlaces > kMaxDigits) return false;
  unsigned __int128 scaled = coefficient;
  for (int shift = exponent - (digits - 1) + kPlaces; shift != 0 && coefficient != 0;) {
    if (shift > 0) {
      scaled *= 10;
      --shift;
      continue;
    }
    std::uint64_t power = 1;
    // At most 17 digits are there, so that to lose 19 or more leaves nothing, without a half to round.
    for (int i = 0; i < std::min(-shift, 19); ++i) power *= 10;
    const std::uint64_t rest = coefficient % power;
    scaled = coefficient / power;
    if (rest > power / 2 || (rest == power / 2 && scaled % 2 != 0)) ++scaled;
    break;
  }
  append_decimal(std::signbit(value), scaled, -kPlaces, out);
  return true;
}

bool append_coordinate_near(Random& random, double center, double radius, Output& out) {
  const double low = center - radius;
  return append_quantised(random.uniform(low, center + radius), out);
}

}  // namespace phoney
