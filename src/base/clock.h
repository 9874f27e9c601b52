// Clock: the only place that reads the wall clock. A request (`now`), the command line (`--now`) or a test can set the
// time, which makes the output the same on any day.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace phoney {

class Clock {
 public:
  using Instant = std::chrono::sys_time<std::chrono::microseconds>;

  // The machine's clock.
  Clock() = default;
  // A clock that stands still.
  explicit Clock(Instant instant) : fixed_(instant), seconds_(seconds_of(instant)) {}

  Instant now() const {
    return fixed_ ? *fixed_ : std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
  // Whole seconds since 1970, rounded down.
  std::int64_t seconds() const { return fixed_ ? seconds_ : seconds_of(now()); }

 private:
  static std::int64_t seconds_of(Instant instant) {
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
  }

  std::optional<Instant> fixed_;
  std::int64_t seconds_ = 0;  // of fixed_
};

}  // namespace phoney
