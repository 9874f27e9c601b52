// What the generators of dates share: the clock, the meaning of their parameters, and the draw of a moment.
//
// Faker reckons with whole seconds since 1970, and takes a wall's time without a zone for UTC. The clock here is in UTC
// wherever the program runs.

#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

#include "calendar/date_time.h"
#include "engine/session.h"
#include "generators/date_time/parameters.h"

namespace phoney::date_time {

using calendar::DateTime;

// datetime.now(zone), and whether its wall shows this time for the second time.
struct Now {
  DateTime moment;
  bool fold = false;
};

inline std::int64_t now_microseconds(const Context& context) {
  return context.clock().now().time_since_epoch().count();
}
inline std::int64_t now_seconds(const Context& context) { return context.clock().seconds(); }
inline std::int64_t today(const Context& context) {
  return calendar::floor_divide(now_seconds(context), calendar::kDaySeconds);
}
inline const calendar::TimeZone* rules_of(const std::optional<Zone>& zone) { return zone ? zone->rules : nullptr; }

// All that follow fail the value and return nothing where Python raises.

std::optional<Now> now_in(const Context& context, const calendar::TimeZone* zone);

// Faker's _parse_date_time: seconds since 1970 in UTC.
std::optional<std::int64_t> timestamp(const Context& context, const When& when,
                                      const calendar::TimeZone* zone = nullptr);
inline std::optional<std::int64_t> timestamp_or_now(const Context& context, const std::optional<When>& when,
                                                    const calendar::TimeZone* zone = nullptr) {
  if (when) return timestamp(context, *when, zone);
  if (zone != nullptr && !now_in(context, zone)) return std::nullopt;
  return now_seconds(context);
}
// Faker's _parse_date: days since 1970.
std::optional<std::int64_t> date(const Context& context, const When& when);

// Fail the value: there is nothing between the two timestamps; Python has no such date.
void fail_empty(const Context& context, std::int64_t start, std::int64_t end);
void fail_out_of_range(const Context& context);

// random.uniform(start, end) of whole seconds, start <= end.
inline double uniform_seconds(Random& random, std::int64_t start, std::int64_t end) {
  // Python multiplies by draw53() * 2^-53. A power of two may move to the other factor, which need not wait for the
  // draw.
  const double scale = static_cast<double>(end - start) * 0x1p-53;
  const double drawn = scale * static_cast<double>(random.draw53());
  return start == 0 ? drawn : static_cast<double>(start) + drawn;  // compilers must not leave out a sum with 0
}

// Faker's _rand_seconds: uniform between two timestamps.
inline std::optional<double> draw_seconds(const Context& context, std::int64_t start, std::int64_t end) {
  if (start > end) [[unlikely]] {
    fail_empty(context, start, end);
    return std::nullopt;
  }
  return uniform_seconds(context.random(), start, end);
}

// datetime(1970, 1, 1, tzinfo=zone) + timedelta(seconds=...): a wall's time.
inline std::optional<DateTime> on_wall(const Context& context, double seconds, const calendar::TimeZone* zone) {
  constexpr double kMaxSeconds = 1e12;  // farther from 1970 than any date, and near enough to reckon with
  if (std::abs(seconds) < kMaxSeconds) [[likely]] {
    const std::int64_t wall = calendar::round_to_microseconds(seconds);
    const DateTime moment = zone == nullptr ? DateTime{wall} : zone->on_wall(wall);
    if (moment.in_range()) [[likely]]
      return moment;
  }
  fail_out_of_range(context);
  return std::nullopt;
}
// The moment that is so many seconds after 1970 in UTC, in the zone.
std::optional<DateTime> at_moment(const Context& context, double seconds, const calendar::TimeZone* zone);

// Faker's date_time_between and date_time_between_dates, between two timestamps.
std::optional<DateTime> draw_between(const Context& context, std::int64_t start, std::int64_t end,
                                     const calendar::TimeZone* zone);
std::optional<DateTime> draw_between_dates(const Context& context, std::int64_t start, std::int64_t end,
                                           const calendar::TimeZone* zone);

// repr() of a datetime of a zone, or of none, as Python's containers hold it: datetime.datetime(2024, 2, 29, 12, 34).
void append_repr(const DateTime& moment, const calendar::TimeZone* zone, Output& out);

// A datetime of a zone, or of none: str() inside a longer text, its ISO 8601 form otherwise.
inline void append(const DateTime& moment, const calendar::TimeZone* zone, Output& out) {
  if (out.notation() == Notation::repr) return append_repr(moment, zone, out);
  append_iso(moment, out, out.notation() == Notation::json ? "T" : " ");
}

// A date, a time of day in microseconds, a duration and a zone, in all notations.
void append_day(std::int64_t days, Output& out);
void append_time(std::int64_t microseconds, Output& out);
void append_delta(calendar::Timedelta delta, Output& out);
void append_zone(std::string_view name, Output& out);

}  // namespace phoney::date_time
