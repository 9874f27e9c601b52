// LoopBudget: how long an event loop stays with one answer before the answer is handed to the work pool.
//
// A quick answer costs less on the loop than handing it over does, and how long one takes is known only once it has
// been tried. So each may have `kQuick`, and out of a quarter of the loop's time, saved up to `kMost`, some may have
// more: on a quiet server nearly everything is answered at once, and on a busy one nobody waits for others' long tries.

#pragma once

#include <algorithm>
#include <chrono>

#include "base/cancellation.h"

namespace phoney::http {

class LoopBudget {
 public:
  using Time = Patience::Time;
  static constexpr std::chrono::nanoseconds kQuick = std::chrono::microseconds(100);
  static constexpr std::chrono::nanoseconds kMost = std::chrono::milliseconds(2);

  // The patience for an answer that begins now.
  Patience begin(Time now) {
    saved_ = std::min(saved_ + (now - last_) / 4, kMost);
    last_ = now;
    return Patience(now + kQuick + std::max(saved_, std::chrono::nanoseconds(0)));
  }
  // The answer, or the try, has ended now.
  void end(Time now) {
    if (now - last_ > kQuick) saved_ -= now - last_ - kQuick;
    last_ = now;
  }
  // When the last one began or ended.
  Time last() const { return last_; }

 private:
  Time last_{};
  std::chrono::nanoseconds saved_{kMost};
};

}  // namespace phoney::http
