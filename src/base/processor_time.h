// CPU time of the calling thread.

#pragma once

#include <chrono>
#include <ctime>

namespace phoney {

// Costs a system call.
inline std::chrono::nanoseconds processor_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace phoney
