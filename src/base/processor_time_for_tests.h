// How much CPU time a call takes, for tests that hold work to a bound.
//
// The bounds are generous: what grows with the square of its input takes many times as much.

#pragma once

#include <chrono>

#include "base/processor_time.h"

namespace phoney {

template <class F>
std::chrono::milliseconds processor_time_of(F&& run) {
  const auto start = processor_time();
  run();
  return std::chrono::duration_cast<std::chrono::milliseconds>(processor_time() - start);
}

}  // namespace phoney
