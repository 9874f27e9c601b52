// Writes the status line and headers of a response.

#pragma once

#include <string_view>

#include "base/clock.h"
#include "base/output.h"
#include "service/message.h"

namespace phoney::http {

// "OK" for 200; a general word for codes without a name here.
std::string_view reason_phrase(int status);

// The current date in the format of headers (RFC 9110, 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT". Formatted once a
// second.
class HttpDate {
 public:
  void refresh(Clock::Instant now);
  std::string_view text() const { return {text_, sizeof text_}; }

 private:
  std::chrono::sys_seconds second_{std::chrono::seconds(-1)};
  char text_[29] = {};
};

enum class ConnectionHeader {
  none,        // the default of the request's version: no header
  keep_alive,  // for an HTTP/1.0 client that requested it
  close,
};

// How the client sees where the body ends.
enum class Framing {
  length,   // Content-Length
  chunked,  // Transfer-Encoding: chunked
  close,    // the end of the connection, the only way in HTTP/1.0 for a body of unknown length
};

// Appends everything before the body, with the empty line. Line breaks in header values become spaces.
void append_head(const Response& response, std::string_view date, ConnectionHeader connection, Framing framing,
                 Output& out);

// Makes `response` an error response: {"detail": "..."}. `detail` is plain text without quotes or backslashes.
void set_error(Response& response, int status, std::string_view detail);

}  // namespace phoney::http
