// DateTime: Python's datetime.datetime, with or without a zone's offset, and its ISO 8601 spelling.
//
// A point on a wall's clock is a count of microseconds since 1970-01-01 00:00:00 on that wall, and a date is a count of
// days since then. Both lie in the years 1 to 9999. Fields come from std::chrono.

#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "base/output.h"
#include "calendar/timedelta.h"

namespace phoney::calendar {

using Date = std::chrono::year_month_day;

constexpr std::int64_t days_of(Date date) { return std::chrono::sys_days{date}.time_since_epoch().count(); }
constexpr std::int64_t days_of(int year, unsigned month, unsigned day) {
  return days_of(Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}});
}
constexpr Date date_of(std::int64_t days) { return std::chrono::sys_days{std::chrono::days{days}}; }

inline constexpr std::int64_t kFirstDay = days_of(1, 1, 1);
inline constexpr std::int64_t kLastDay = days_of(9999, 12, 31);
constexpr bool day_in_range(std::int64_t days) { return days >= kFirstDay && days <= kLastDay; }
constexpr bool second_in_range(std::int64_t seconds) {
  return seconds >= kFirstDay * kDaySeconds && seconds < (kLastDay + 1) * kDaySeconds;
}

// Division that rounds down.
constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

struct DateTime {
  std::int64_t wall = 0;    // microseconds
  std::int32_t offset = 0;  // of the wall's zone from UTC, in seconds
  bool aware = false;       // whether it has a zone

  constexpr bool in_range() const { return wall >= kFirstDay * kDay && wall < (kLastDay + 1) * kDay; }
  constexpr std::int64_t day() const { return floor_divide(wall, kDay); }
  constexpr std::int64_t time() const { return wall - day() * kDay; }
};

// How precisely a time is written: Python's `timespec`.
enum class Precision : std::uint8_t { automatic, hours, minutes, seconds, milliseconds, microseconds };

// date.isoformat(): 2024-02-29
void append_date(std::int64_t days, Output& out);
// time.isoformat(): 12:34:56.000789; `automatic` leaves out a fraction of zero.
void append_time(std::int64_t microseconds, Output& out, Precision precision = Precision::automatic);
// datetime.isoformat(separator): 2024-02-29T12:34:56+05:30
void append_iso(const DateTime& moment, Output& out, std::string_view separator = "T",
                Precision precision = Precision::automatic);
// The same, quicker, for the moment without a zone so many seconds since 1970, which must be in range, and
// microseconds, fewer than a second's.
void append_iso(std::int64_t seconds, std::uint32_t microseconds, Output& out, char separator);

}  // namespace phoney::calendar
