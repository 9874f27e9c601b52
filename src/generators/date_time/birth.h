// Dates of birth: how they are asked for, and how numbers that hold one get it.

#pragma once

#include <cstdint>
#include <optional>

#include "engine/session.h"
#include "generators/date_time/parameters.h"

namespace phoney::date_time {

// The arguments of date_of_birth.
struct BirthArgs {
  std::optional<Zone> tzinfo;
  std::int64_t minimum_age = 0;
  std::int64_t maximum_age = 115;

  Result<void> check() const;
};

// Runs the i-th of the spec's `calls`, which makes a date or a moment, and returns its date, in days since 1970;
// nothing if it failed. `arguments` are as in Context::call_with. The output stays as it was.
std::optional<std::int64_t> drawn_day(const Context& context, std::size_t i, Output& out,
                                      const void* arguments = nullptr);

}  // namespace phoney::date_time
