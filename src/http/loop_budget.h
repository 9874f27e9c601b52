// LoopBudget: how long an event loop works on one response before it hands the response to the work pool.
//
// For a quick response, the event loop is cheaper than the pool, but how long a response takes is known only after
// trying. Each response therefore gets `kQuick`. In addition, a quarter of the loop's time is saved up, at most
// `kMost`, and some responses may use it. On a quiet server the loop thus makes nearly all responses itself, and on a
// busy server nobody waits for long attempts.

#pragma once

#include <algorithm>
#include <chrono>

#include "base/cancellation.h"
#include "base/processor_time.h"

namespace phoney::http {

class LoopBudget {
 public:
  using Time = Patience::Time;
  static constexpr std::chrono::nanoseconds kQuick = std::chrono::microseconds(100);
  static constexpr std::chrono::nanoseconds kMost = std::chrono::milliseconds(2);

  // `processor` returns the CPU time of this thread.
  explicit LoopBudget(std::chrono::nanoseconds (*processor)() = processor_time) : processor_(processor) {}

  // The patience for a response that starts now.
  Patience begin(Time now) {
    saved_ = std::min(saved_ + (now - last_) / 4, kMost);
    last_ = now;
    if (now - read_at_ > kReading) {
      read_ = processor_();
      read_at_ = now;
    }
    // An upper bound: assumes that the thread has been running since the reading.
    const std::chrono::nanoseconds taken = read_ + (now - read_at_);
    return {now, kQuick + std::max(saved_, std::chrono::nanoseconds(0)), taken, processor_};
  }
  // The response, or the attempt, ends now.
  void end(Time now) {
    if (now - last_ > kQuick) saved_ -= now - last_ - kQuick;
    last_ = now;
  }
  // When the last response began or ended.
  Time last() const { return last_; }

 private:
  // Reading the CPU time is a system call, which would cost too much for each response.
  static constexpr std::chrono::nanoseconds kReading = std::chrono::milliseconds(1);

  std::chrono::nanoseconds (*processor_)();
  std::chrono::nanoseconds read_{0};
  Time read_at_{};
  Time last_{};
  std::chrono::nanoseconds saved_{kMost};
};

}  // namespace phoney::http
