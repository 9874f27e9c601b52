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
// than 2^40. The seconds are rounded towards zero, and the microseconds have x's sign and may be a whole second.
struct RoundedSeconds {
  std::int64_t whole;
  std::int64_t microseconds;
};
inline RoundedSeconds round_seconds(double seconds) {
  const auto whole = static_cast<std::int64_t>(seconds);
  const double scaled = (seconds - static_cast<double>(whole)) * 1e6;
  // Whole seconds are an even number of microseconds, so that the fraction alone tells which number is even.
  return {whole, static_cast<std::int64_t>(std::nearbyint(scaled))};
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
