// How much of the processor a call takes, for tests that hold work to a bound.
//
// The bounds are generous: what grows with the square of its input takes many times as much.

#pragma once

#include <chrono>
#include <ctime>

namespace phoney {

template <class F>
std::chrono::milliseconds processor_time(F&& run) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
  };
  const auto start = now();
  run();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now() - start);
}

}  // namespace phoney
