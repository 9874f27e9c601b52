// Progress: a line on standard error with a bar, the number of records, records per second and the time left.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace phoney::cli {

class Progress {
 public:
  // Draws nothing unless `shown`, nor during the first 200 ms, so that short runs print nothing.
  Progress(std::uint64_t total, bool shown);

  // Redraws at most ten times per second.
  void update(std::uint64_t done);
  // Replaces the bar, if one was drawn, with the number of records and their rate.
  void finish(std::uint64_t done);
  // Removes the bar.
  void clear();

 private:
  using Timer = std::chrono::steady_clock;

  double seconds() const { return std::chrono::duration<double>(Timer::now() - start_).count(); }

  std::uint64_t total_;
  bool shown_;
  bool drawn_ = false;
  Timer::time_point start_;
  Timer::time_point next_;
};

// 1234567 as 1,234,567.
std::string grouped(std::uint64_t number);

}  // namespace phoney::cli
