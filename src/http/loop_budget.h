// LoopBudget: how long an event loop stays with one answer before the answer is handed to the work pool.
//
// A quick answer costs less on the loop than handing it over does, and how long one takes is known only once it has
// been tried. So each may have `kQuick`, and out of a quarter of the loop's time, saved up to `kMost`, some may have
// more: on a quiet server nearly everything is answered at once, and on a busy one nobody waits for others' long tries.

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

  // `processor` tells how much time of the processor this thread has taken.
  explicit LoopBudget(std::chrono::nanoseconds (*processor)() = processor_time) : processor_(processor) {}

  // The patience for an answer that begins now.
  Patience begin(Time now) {
    saved_ = std::min(saved_ + (now - last_) / 4, kMost);
    last_ = now;
    if (now - read_at_ > kReading) {
      read_ = processor_();
      read_at_ = now;
    }
    // At most so much, as if the thread had had the processor since the reading.
    const std::chrono::nanoseconds taken = read_ + (now - read_at_);
    return {now, kQuick + std::max(saved_, std::chrono::nanoseconds(0)), taken, processor_};
  }
  // The answer, or the try, has ended now.
  void end(Time now) {
    if (now - last_ > kQuick) saved_ -= now - last_ - kQuick;
    last_ = now;
  }
  // When the last one began or ended.
  Time last() const { return last_; }

 private:
  // Reading the processor's clock is a system call, too much for each answer.
  static constexpr std::chrono::nanoseconds kReading = std::chrono::milliseconds(1);

  std::chrono::nanoseconds (*processor_)();
  std::chrono::nanoseconds read_{0};
  Time read_at_{};
  Time last_{};
  std::chrono::nanoseconds saved_{kMost};
};

}  // namespace phoney::http
