// Time zones of the IANA database, from data that is linked into the program: the host's files are not read.
//
// The rules are read by cctz (in Abseil), a zone at its first use. They are Python's zoneinfo's: a wall's time that
// comes twice is the earlier one, and one that is skipped is reckoned as before the gap, unless `fold` asks for the
// other side.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "calendar/date_time.h"

namespace phoney::calendar {

class TimeZone {
 public:
  virtual ~TimeZone() = default;

  virtual std::string_view name() const = 0;
  // The wall's time at a moment, in microseconds since 1970 in UTC.
  virtual DateTime at(std::int64_t microseconds) const = 0;
  // The moment at which the wall shows a time, both in seconds.
  virtual std::int64_t to_utc(std::int64_t wall_seconds, bool fold = false) const = 0;
  // Whether the wall shows this moment's time for the second time.
  virtual bool folded(std::int64_t seconds) const = 0;

  // A wall's time, in microseconds, with the zone's offset.
  DateTime on_wall(std::int64_t wall) const {
    const std::int64_t seconds = floor_divide(wall, kSecond);
    return {wall, static_cast<std::int32_t>(seconds - to_utc(seconds)), true};
  }
};

// The zone of that name, or nullptr. It lives as long as the program.
const TimeZone* find_time_zone(std::string_view name);
bool is_time_zone(std::string_view name);
// All names, sorted.
std::span<const std::string_view> time_zone_names();

}  // namespace phoney::calendar
