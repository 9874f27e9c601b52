// WorkLimit: the budget for making values: bytes of output, CPU time and cancellation.
//
// Code checks it before and after each value, and in every loop within a value whose length a caller decides, so that
// one value cannot exceed the budget of a thousand. A check costs a comparison and a subtraction; the clocks are read
// only now and then. Code that checks before a long step passes the length of that step, so that it is not overlooked.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "base/cancellation.h"
#include "base/result.h"

namespace phoney {

// The error of a response that is larger than `bytes`.
Error too_large(std::size_t bytes);

class WorkLimit {
 public:
  // Output may reach `bytes` beyond its size of `start`.
  void limit_size(std::size_t start, std::size_t bytes);
  // From now on, the calling thread may use this much CPU time, until it is cancelled. The same thread must call
  // `allows`.
  void limit_time(std::chrono::nanoseconds processor, Cancellation cancellation);

  // Whether the work may continue with an output of this size. Once this returns false, it always does. `steps` is the
  // amount of work since the last call: a step takes a few microseconds at most.
  bool allows(std::size_t size, std::uint64_t steps = 1) {
    if (size <= soft_size_ && until_look_ > steps) [[likely]] {
      until_look_ -= steps;
      return true;
    }
    return look(size);
  }
  // The number of steps for work that reads or writes this many bytes.
  static constexpr std::uint64_t steps_of(std::size_t bytes) { return 1 + bytes / 4096; }

  bool allows_size(std::size_t size) const { return size <= max_size_; }

  bool is_out_of_time() const { return reached_ == Reached::time || reached_ == Reached::stop; }

  // Why `allows` returned false: `capacity_exceeded` or `interrupted`. For CPU time, the field is "count".
  Error error() const;
  Error size_error() const { return too_large(max_bytes_); }

  // How much CPU time is left.
  std::chrono::nanoseconds time_left() const;

 private:
  enum class Reached : std::uint8_t { nothing, size, time, stop };

  bool look(std::size_t size);
  void find_out(std::size_t size);
  void find_out_time();
  void heed_drain();

  std::size_t soft_size_ = SIZE_MAX;       // beyond which `allows` must call `look`
  std::uint64_t until_look_ = UINT64_MAX;  // how many steps `allows` may allow without it
  std::size_t max_size_ = SIZE_MAX;
  std::size_t max_bytes_ = SIZE_MAX;
  bool timed_ = false;
  Reached reached_ = Reached::nothing;
  bool draining_ = false;
  Cancellation cancellation_;
  std::chrono::nanoseconds processor_ = std::chrono::nanoseconds::max();
  std::chrono::nanoseconds end_ = std::chrono::nanoseconds::max();  // on the thread's clock
  std::chrono::steady_clock::time_point next_reading_;              // of the thread's clock
};

}  // namespace phoney
