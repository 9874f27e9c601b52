// Cancellation: who may end a piece of work before its own limits do.

#pragma once

#include <chrono>
#include <optional>
#include <stop_token>

namespace phoney {

// How long a thread that others wait for can stay with one piece of work. Work that runs over gives up without a result
// and is started again where nobody waits. Used by one thread at a time.
class Patience {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Until `end`, whatever time of the processor the thread has had by then.
  explicit Patience(Time end) : end_(end) {}
  // From `begin` on for so much time of the processor, of which `clock` said about `taken` by then: a thread that
  // others keep from the processor does not lose its patience by that.
  Patience(Time begin, std::chrono::nanoseconds length, std::chrono::nanoseconds taken,
           std::chrono::nanoseconds (*clock)())
      : end_(begin + length), taken_(taken), processor_end_(taken + length), clock_(clock) {}

  // False once `now` is past the end, and from then on.
  bool lasts(Time now) {
    if (now >= end_ && !over_) over_ = !extend(now);
    return !over_;
  }
  // The same for the time after work of about this length.
  bool lasts_for(std::chrono::nanoseconds length) {
    const Time now = std::chrono::steady_clock::now();
    if (!lasts(now) || now + length >= end_) over_ = true;
    return !over_;
  }
  // The thread's time of the processor when the patience began, where that was read: it spares the work a reading.
  std::optional<std::chrono::nanoseconds> taken_before() const {
    return clock_ == nullptr ? std::nullopt : std::optional(taken_);
  }
  void give_up() { over_ = true; }
  bool is_over() const { return over_; }

 private:
  // Whether time of the processor is left, which then is what the end is set by.
  bool extend(Time now) {
    if (clock_ == nullptr) return false;
    const std::chrono::nanoseconds left = processor_end_ - clock_();
    end_ = now + left;
    return left.count() > 0;
  }

  Time end_;
  std::chrono::nanoseconds taken_{0};
  std::chrono::nanoseconds processor_end_{0};
  std::chrono::nanoseconds (*clock_)() = nullptr;
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
