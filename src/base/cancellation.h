// Cancellation: who may end a piece of work before its own limits do.

#pragma once

#include <chrono>
#include <stop_token>

namespace phoney {

// How long a thread that others wait for can stay with one piece of work. Work that runs over gives up without a result
// and is started again where nobody waits. Used by one thread at a time.
class Patience {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Patience(Time end) : end_(end) {}

  // False once `now` is past the end, and from then on.
  bool lasts(Time now) {
    if (now >= end_) over_ = true;
    return !over_;
  }
  // The same for the time after work of about this length.
  bool lasts_for(std::chrono::nanoseconds length) { return lasts(std::chrono::steady_clock::now() + length); }
  void give_up() { over_ = true; }
  bool is_over() const { return over_; }

 private:
  Time end_;
  bool over_ = false;
};

struct Cancellation {
  // Nobody wants the result any more: work ends at once.
  std::stop_token stop{};
  // The process is about to end: work may take a last `drain_allowance` of the processor.
  std::stop_token drain{};
  // Set where the work runs on a thread that others wait for. Must outlive the work.
  Patience* patience = nullptr;

  std::chrono::milliseconds drain_allowance{100};

  // False if work of about this length, which asks nothing while it runs, is more than there is patience for, which
  // then is over.
  bool has_time_for(std::chrono::nanoseconds length) const {
    return patience == nullptr || patience->lasts_for(length);
  }

  bool is_possible() const { return stop.stop_possible() || drain.stop_possible() || patience != nullptr; }
};

}  // namespace phoney
