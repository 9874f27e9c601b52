// Progress: a line on a terminal's stderr: a bar, records, records per second, time left.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace phoney::cli {

class Progress {
 public:
  // Draws nothing unless `shown`, and nothing in the first 200 ms, so that short work stays quiet.
  Progress(std::uint64_t total, bool shown);

  // Redraws ten times a second at most.
  void update(std::uint64_t done);
  // Replaces the bar, if one was drawn, by a line that says how many records came how fast.
  void finish(std::uint64_t done);
  // Takes the bar away.
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
