// WorkLimit: how far the making of values may go: bytes of output, CPU time, until somebody stops it.
//
// It is asked before and after values, and in every loop within one value whose length a caller decides, so that one
// value cannot take what a thousand may not. Asking costs a comparison and a subtraction; the clocks are read now and
// then. Who asks before a long step says how long it is, so that sixteen of them do not pass unseen.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "base/cancellation.h"
#include "base/result.h"

namespace phoney {

// What a caller is told whose answer does not fit into so many bytes.
Error too_large(std::size_t bytes);

class WorkLimit {
 public:
  // Output may reach `bytes` beyond its size of `start`.
  void limit_size(std::size_t start, std::size_t bytes);
  // From now on, the calling thread, which must be the one that asks, may take so much CPU time, and go on until it
  // is cancelled.
  void limit_time(std::chrono::nanoseconds processor, Cancellation cancellation);

  // Whether the work may go on with an output of this size. Once it may not, it never may again. `steps` tells how much
  // work this question stands for: a step takes some microseconds at most.
  bool allows(std::size_t size, std::uint64_t steps = 1) {
    if (size <= soft_size_ && until_look_ > steps) [[likely]] {
      until_look_ -= steps;
      return true;
    }
    return look(size);
  }
  // The steps of work that goes through so many bytes, or makes them.
  static constexpr std::uint64_t steps_of(std::size_t bytes) { return 1 + bytes / 4096; }

  bool allows_size(std::size_t size) const { return size <= max_size_; }

  bool is_out_of_time() const { return reached_ == Reached::time || reached_ == Reached::stop; }

  // Why it may not: `capacity_exceeded`, or `interrupted`. Of time, the field is "count".
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

  std::size_t soft_size_ = SIZE_MAX;       // beyond which `look` is wanted
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
