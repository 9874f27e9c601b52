// CpuBudget: how much of the processor one piece of work may take, whatever else the machine does meanwhile.

#pragma once

#include <chrono>
#include <cstddef>

namespace phoney {

class CpuBudget {
 public:
  // Counts from now on, what the calling thread takes.
  explicit CpuBudget(std::chrono::nanoseconds limit);

  // Whether more than the limit has been taken; to be asked between steps, on the same thread, with the bytes made so
  // far. Asking the system costs a good part of a microsecond, so only every 16th call and every mebibyte do.
  bool spent(std::size_t made) {
    if (++calls_ % 16 != 0 && made < next_look_) return false;
    next_look_ = made + (std::size_t{1} << 20);
    return over();
  }

  std::chrono::nanoseconds limit() const { return limit_; }

 private:
  bool over() const;

  std::chrono::nanoseconds limit_;
  std::chrono::nanoseconds end_;  // on the thread's clock
  std::size_t next_look_ = 0;
  unsigned calls_ = 0;
};

}  // namespace phoney
