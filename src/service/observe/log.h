// Log: a thread of its own writes the lines, so that no request waits for a disk or a pipe.
//
// Writers append to one of a few buffers, each with its own lock. The thread collects them five times a second, or when
// one is large. If the reader of the log is too slow, lines are dropped and counted, and the count is logged.

#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "service/settings.h"

namespace phoney::service {

// Takes whole lines, a few KiB at a time. Called from one thread at a time.
using LogSink = std::function<void(std::string_view lines)>;

// Writes to standard error. Drops what cannot be written within a quarter of a second, so that a blocked reader cannot
// keep phoney from ending.
void write_to_standard_error(std::string_view lines);

// How lines are spelled.
enum class LogStyle : std::uint8_t { json, text, coloured_text };

class Log {
 public:
  // Without a sink, nothing is logged and no thread starts.
  Log(LogLevel least, LogSink sink, LogStyle style = LogStyle::json);
  // Writes the remaining lines, as many as the sink takes within half a second.
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  bool wants(LogLevel level) const { return sink_ && level >= least_ && least_ != LogLevel::off; }
  LogStyle style() const { return style_; }
  // `line` ends with a line break. From any thread.
  void write(std::string_view line);
  // Passes all lines to the sink before it returns, for a front end that may be frozen afterwards.
  void flush();

 private:
  struct alignas(64) Buffer {
    std::mutex mutex;
    std::string lines;
    std::uint64_t dropped = 0;
  };

  void run(const std::stop_token& stop);
  void pass(std::string_view lines);

  const LogLevel least_;
  const LogSink sink_;
  const LogStyle style_;
  std::array<Buffer, 16> buffers_;
  std::mutex mutex_;  // of the sink
  std::atomic<std::chrono::steady_clock::time_point> deadline_{std::chrono::steady_clock::time_point::max()};
  std::condition_variable_any wake_;
  std::mutex wake_mutex_;
  bool hurry_ = false;
  std::jthread thread_;
};

}  // namespace phoney::service
