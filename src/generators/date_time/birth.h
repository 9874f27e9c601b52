// Dates of birth: how they are asked for, and how numbers that hold one get it.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/session.h"
#include "generators/date_time/parameters.h"

namespace phoney::date_time {

// The arguments of date_of_birth.
struct BirthArgs {
  std::optional<Zone> tzinfo;
  std::int64_t minimum_age = 0;
  std::int64_t maximum_age = 115;

  static constexpr std::int64_t kHighestAge = 9998;  // Python has no years before 1

  Result<void> check() const;
};

// An integer is no date of birth, although Faker's other dates take one for a number of days or seconds.
Result<void> check_birth_date(const When& given, std::string_view parameter);
// The same where Faker says `given or drawn`: there Python takes the integer 0 for none.
Result<void> settle_birth_date(std::optional<When>& given, std::string_view parameter);

// Runs the i-th of the spec's `calls`, which makes a date or a moment, and returns its date, in days since 1970;
// nothing if it failed. `arguments` are as in Context::call_with. The output stays as it was.
std::optional<std::int64_t> drawn_day(const Context& context, std::size_t i, Output& out,
                                      const void* arguments = nullptr);

}  // namespace phoney::date_time
