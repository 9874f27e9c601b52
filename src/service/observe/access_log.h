// A line of the access log: the request and its status, without anything that could be private: no query, no body, and
// no header except X-Request-Id.

#pragma once

#include <chrono>
#include <string_view>

#include "base/clock.h"
#include "base/output.h"
#include "service/reason.h"

namespace phoney::service {

struct AccessLine {
  Clock::Instant time;
  std::string_view level = "";
  std::string_view request_id = "";  // ASCII
  std::string_view method = "";
  std::string_view path = "";  // its first 512 bytes are kept
  int status = 0;
  std::chrono::nanoseconds duration{0};
  std::uint64_t bytes = 0;
  std::string_view client = "";
  bool complete = true;  // false: the response was cut short
  Reason reason = Reason::none;
};

// A JSON object and a line break.
void append_access_line(const AccessLine& line, Output& out);

// The same for people: local time, status, duration, method, path and, if something went wrong, why, in columns. What
// a client sent cannot change the terminal: bytes that are no visible ASCII are spelled as \xNN.
void append_access_text(const AccessLine& line, bool coloured, Output& out);

}  // namespace phoney::service
