// Timedelta: Python's datetime.timedelta, and the relative dates of Faker that make one: "-30y", "+1d2h".

#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/output.h"
#include "base/result.h"

namespace phoney::calendar {

inline constexpr std::int64_t kSecond = 1'000'000;  // in microseconds
inline constexpr std::int64_t kDaySeconds = 86'400;
inline constexpr std::int64_t kDay = kDaySeconds * kSecond;

// What timedelta(seconds=x) rounds its argument to: to the nearest microsecond, ties to the even one. |x| must be less
// than 2^40. The seconds are rounded down; the microseconds may be a whole second.
struct RoundedSeconds {
  std::int64_t whole;
  std::int64_t microseconds;
};
inline RoundedSeconds round_seconds(double seconds) {
  // Whole seconds are an even number of microseconds, so that the fraction alone tells which number is even.
  constexpr int kFractionBits = 31;
  if (const double size = std::abs(seconds); size >= 0x1p21 && size < 0x1p32) [[likely]] {
    // All bits of such a number fit, and Python's product of the fraction and 10^6 is exact.
    const auto fixed = static_cast<std::int64_t>(seconds * 0x1p31);
    const std::int64_t fraction = fixed & ((std::int64_t{1} << kFractionBits) - 1);
    // 10^6 / 2^31 is 15625 / 2^25.
    const std::int64_t scaled = fraction * 15'625;
    const std::int64_t odd = scaled >> 25 & 1;
    return {fixed >> kFractionBits, (scaled + ((1 << 24) - 1) + odd) >> 25};
  }
  const double whole = std::floor(seconds);
  const double toward_zero = std::trunc(seconds);
  const double scaled = std::nearbyint((seconds - toward_zero) * 1e6);
  return {static_cast<std::int64_t>(whole), static_cast<std::int64_t>(scaled + (toward_zero - whole) * 1e6)};
}
// The same, all in microseconds.
inline std::int64_t round_to_microseconds(double seconds) {
  const RoundedSeconds rounded = round_seconds(seconds);
  return rounded.whole * kSecond + rounded.microseconds;
}

// Python's is always within 999999999 days on either side.
struct Timedelta {
  std::int64_t seconds = 0;       // rounded down
  std::int32_t microseconds = 0;  // 0 to 999999

  // timedelta(seconds=x); nothing outside Python's range.
  static std::optional<Timedelta> from_seconds(double seconds);

  // Whole days, rounded down: what a date moves by.
  std::int64_t days() const;
  double total_seconds() const;
  friend bool operator==(const Timedelta&, const Timedelta&) = default;
};

// Faker's relative date: counts of y, M, w, d, h, m and s in this order, each with its sign; what comes after them is
// not looked at. A year has 365.24 days and a month 30.42. False if there is no such count; Error outside Python's
// range.
Result<bool> parse_relative(std::string_view text, Timedelta& into);

// An ISO 8601 duration of weeks, days, hours, minutes and seconds, as phoney writes durations: "P1DT2H", "-PT0.5S", and
// with years of 365 days.
Result<bool> parse_duration(std::string_view text, Timedelta& into);

// As pydantic writes one in JSON, "P1DT2H", and as Python's str() does, "1 day, 2:00:00".
void append_iso(Timedelta delta, Output& out);
void append_python(Timedelta delta, Output& out);

}  // namespace phoney::calendar
