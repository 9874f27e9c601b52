// The function's log: JSON lines, at most one per invocation. That line also contains the metrics, in CloudWatch's
// Embedded Metric Format, so that metrics need no API calls and no lines of their own.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html

#pragma once

#include <chrono>
#include <string_view>

#include "base/clock.h"
#include "base/output.h"
#include "lambda/environment.h"
#include "service/message.h"

namespace phoney::lambda {

// The log's data about one invocation.
struct InvocationNote {
  Clock::Instant time;
  std::string_view request_id = "";
  std::string_view trace_id = "";
  std::string_view method = "";
  std::string_view path = "";
  RequestKind kind = RequestKind::other;
  int status = 0;
  std::chrono::nanoseconds execution_time{0};
  std::chrono::milliseconds remaining_time{0};
  std::uint64_t response_bytes = 0;
  std::uint64_t records = 0;
  const Outcome* outcome = nullptr;
  bool cold_start = false;           // the sandbox's first
  std::string_view error_type = "";  // of a failed invocation; a literal
  std::string_view error_message = "";
};

class InvocationLog {
 public:
  // Writes to `file`, an open file descriptor. `environment` must outlive the log.
  InvocationLog(const Environment& environment, int file) : environment_(environment), file_(file) {}

  void note(const InvocationNote& note);
  // The sandbox has started.
  void note_start(Clock::Instant time, std::chrono::nanoseconds init_time);
  // An event that does not belong to a request: {"event": event, "message": message}.
  void say(service::LogLevel level, std::string_view event, std::string_view message);

  // The line of a note, without looking at levels.
  void append(const InvocationNote& note, Output& out) const;

 private:
  bool wants(service::LogLevel level) const { return level >= environment_.log_level; }
  void write();

  const Environment& environment_;
  const int file_;
  Output line_{1024};
};

}  // namespace phoney::lambda
