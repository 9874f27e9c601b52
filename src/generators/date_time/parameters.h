// The parameters that are dates, durations and time zones.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "calendar/time_zone.h"
#include "calendar/timedelta.h"
#include "engine/parameter.h"

namespace phoney::date_time {

// Faker's DateParseType: an integer, `now`, `today`, or a date relative to now. Beside these, which are all that can be
// written as text in Faker, it is a date, a date and time or, relative to now, a duration in ISO 8601: what Python has
// objects for.
struct When {
  enum class Kind : std::uint8_t { now, today, relative, number, day, moment };

  When() = default;
  // One of Faker's defaults.
  explicit When(std::string_view text);

  Kind kind = Kind::now;
  calendar::Timedelta delta;  // of `relative`
  std::int64_t number = 0;    // as given; of `moment`, its seconds since 1970 in UTC, which may have no year there
  std::int64_t day = 0;       // of `day` and `moment`, the date as written, in days since 1970
  std::string source;
};

// A length of time: a number of seconds, a relative date ("+1h"), or an ISO 8601 duration ("PT1H").
struct Span {
  double seconds = 0;
  std::string source;
};

// A time zone by its IANA name.
struct Zone {
  const calendar::TimeZone* rules = nullptr;
};

inline constexpr std::string_view kZoneHelp =
    "Time zone of the values, for example Europe/Paris; null for values without a time zone.";

}  // namespace phoney::date_time

namespace phoney {

template <>
struct ParameterTraits<date_time::When> {
  static constexpr std::string_view type_name = "date";
  static Result<void> read(const Value& value, date_time::When& into);
  static std::string show(const date_time::When& value);
};

template <>
struct ParameterTraits<date_time::Span> {
  static constexpr std::string_view type_name = "duration";
  static Result<void> read(const Value& value, date_time::Span& into);
  static std::string show(const date_time::Span& value);
};

template <>
struct ParameterTraits<date_time::Zone> {
  static constexpr std::string_view type_name = "time zone";
  static Result<void> read(const Value& value, date_time::Zone& into);
  static std::string show(const date_time::Zone& value);
};

}  // namespace phoney
