// Persons of an age in years of 365 days, as several of Faker's numbers reckon it.

#pragma once

#include <cstdint>
#include <optional>

#include "engine/session.h"
#include "generators/date_time/draws.h"

namespace phoney::ssn {

struct Ages {
  std::int64_t min;
  std::int64_t max;
};

// Ages beyond this, on either side of 0, are refused, so that their days fit 64 bits. Dates end long before.
constexpr std::int64_t kMaxAge = 1'000'000'000;

// Checks that numbers can be drawn for these ages. With `one`, both ages may be equal.
inline Result<void> check(const Ages& ages, bool one) {
  const auto wrong = [](const char* message, const char* field) {
    return make_error(ErrorCode::invalid_argument, message, field);
  };
  if (one && ages.min > ages.max) return wrong("`min_age` must not be greater than `max_age`", "min_age");
  if (!one && ages.min >= ages.max) return wrong("`min_age` must be less than `max_age`", "min_age");
  return {};
}

// The date `days` days ago, in days since 1970. If there is no such date, fails the value and returns nothing.
inline std::optional<std::int64_t> days_ago(const Context& context, std::int64_t days) {
  const std::int64_t day = date_time::today(context) - days;
  if (calendar::day_in_range(day)) return day;
  date_time::fail_out_of_range(context);
  return std::nullopt;
}

// A day of birth for an age from `min` to below `max`.
inline std::optional<std::int64_t> draw_birthday(const Context& context, const Ages& ages) {
  return days_ago(context, context.random().range(ages.min * 365, ages.max * 365 - 1));
}

}  // namespace phoney::ssn
