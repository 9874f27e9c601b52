// Cancellation: how others can end work before it reaches its own limits.

#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <stop_token>

namespace phoney {

// How long a thread that others wait for may spend on one piece of work. Work that takes longer stops without a result
// and is repeated later or on another thread. Used by one thread at a time.
class Patience {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Decides at the end whether the work may go on.
  class Extension {
   public:
    // Returns how much more CPU time the work may take: zero for none, the largest value for any amount.
    virtual std::chrono::nanoseconds grant() = 0;

   protected:
    ~Extension() = default;
  };

  // Until `end`, regardless of CPU time.
  explicit Patience(Time end) : end_(end) {}
  // For `length` of CPU time from `begin` on, when `clock` showed about `taken`. Time in which the thread does not run
  // does not count. `extension` must outlive the patience.
  Patience(Time begin, std::chrono::nanoseconds length, std::chrono::nanoseconds taken,
           std::chrono::nanoseconds (*clock)(), Extension* extension = nullptr)
      : end_(begin + length), taken_(taken), processor_end_(taken + length), clock_(clock), extension_(extension) {}
  static Patience endless() { return Patience(Time::max()); }

  // Returns false once `now` is past the end, and from then on.
  bool lasts(Time now) {
    if (now >= end_ && !over_) over_ = !renew(now) && !extend(now);
    return !over_;
  }
  // The same for the time after work of about this length.
  bool lasts_for(std::chrono::nanoseconds length) {
    const Time now = std::chrono::steady_clock::now();
    if (lasts(now) && length >= end_ - now) renew(now);  // if the thread had to wait
    while (lasts(now) && length >= end_ - now) over_ = !extend(now);
    return !over_;
  }
  // The thread's CPU time at the beginning, if it was read, so that the work need not read it again.
  std::optional<std::chrono::nanoseconds> taken_before() const {
    return clock_ == nullptr ? std::nullopt : std::optional(taken_);
  }
  bool is_over() const { return over_; }

 private:
  // Moves the end to where the CPU time that is left ends. Returns whether any is left.
  bool renew(Time now) {
    if (clock_ == nullptr) return false;
    const std::chrono::nanoseconds left = processor_end_ - clock_();
    end_ = now + left;
    return left.count() > 0;
  }
  bool extend(Time now) {
    const auto more = extension_ == nullptr ? std::chrono::nanoseconds::zero() : extension_->grant();
    if (more == std::chrono::nanoseconds::max()) {
      end_ = Time::max();
    } else {
      end_ = std::max(end_, now) + more;
      processor_end_ += more;
    }
    return more.count() > 0;
  }

  Time end_;
  std::chrono::nanoseconds taken_{0};
  std::chrono::nanoseconds processor_end_{0};
  std::chrono::nanoseconds (*clock_)() = nullptr;
  Extension* extension_ = nullptr;
  bool over_ = false;
};

struct Cancellation {
  // The result is no longer needed: work ends at once.
  std::stop_token stop{};
  // The process is stopping: work may take at most `drain_allowance` more CPU time.
  std::stop_token drain{};
  // Set if the work runs on a thread that others wait for. Must outlive the work.
  Patience* patience = nullptr;

  std::chrono::milliseconds drain_allowance{100};

  // Returns false, and ends the patience, if work of about this length takes longer than the patience lasts. For work
  // that cannot check while it runs.
  bool has_time_for(std::chrono::nanoseconds length) const {
    return patience == nullptr || patience->lasts_for(length);
  }

  bool is_possible() const { return stop.stop_possible() || drain.stop_possible() || patience != nullptr; }
};

}  // namespace phoney
