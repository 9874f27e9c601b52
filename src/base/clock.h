// Clock: the only place that reads the wall clock. A request (`now`), the command line (`--now`) or a test can set it,
// and then every byte repeats on any day.

#pragma once

#include <chrono>
#include <optional>

namespace phoney {

class Clock {
 public:
  using Instant = std::chrono::sys_time<std::chrono::microseconds>;

  // The machine's clock.
  Clock() = default;
  // A clock that stands still.
  explicit Clock(Instant instant) : fixed_(instant) {}

  Instant now() const {
    return fixed_ ? *fixed_ : std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  }

 private:
  std::optional<Instant> fixed_;
};

}  // namespace phoney
