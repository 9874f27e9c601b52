// Time as calls to AWS know it. Tests put their own clock and luck in its place.

#pragma once

#include <chrono>
#include <stop_token>

#include "base/clock.h"

namespace phoney::aws {

// Until when something may take, and who may call it off before. Steady time, so that setting the clock moves nothing.
struct Deadline {
  std::chrono::steady_clock::time_point at;
  std::stop_token stop;
};

class Timing {
 public:
  virtual ~Timing() = default;
  // The wall clock, for signatures and expiry.
  virtual Clock::Instant wall() const = 0;
  virtual std::chrono::steady_clock::time_point steady() const = 0;
  // Evenly distributed in [0, 1).
  virtual double jitter() = 0;
  // Waits. Returns false at once when stop is requested.
  virtual bool sleep(std::chrono::milliseconds time, const std::stop_token& stop) = 0;
};

// The machine's own. Safe to use from several threads.
Timing& real_timing();

}  // namespace phoney::aws
