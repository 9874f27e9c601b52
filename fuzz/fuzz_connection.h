// A connection without a socket: bytes go to a session as a client's would, and all that it answers comes back.

#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "http/session.h"

namespace phoney::fuzz {

// What `service` answers to `bytes` that arrive `at_once` at a time, without what may differ from one time to the next:
// the lines that tell the time, and the leave to send a body that has not arrived yet.
inline std::string converse(Service& service, std::string_view bytes, std::size_t at_once) {
  const http::ServerOptions options;
  http::SessionContext context{.options = options, .service = service};
  http::Session session(context, "192.0.2.1");
  std::string answers;
  while (!bytes.empty() && !session.over()) {
    const std::span<char> space = session.prepare();
    const std::size_t size = std::min({space.size(), bytes.size(), at_once});
    std::memcpy(space.data(), bytes.data(), size);
    session.received(size);
    bytes.remove_prefix(size);
    while (session.process()) {
      for (const std::string_view piece : session.output()) answers += piece;
      session.written();
    }
  }
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  for (std::size_t at = 0; (at = answers.find(kContinue, at)) != std::string::npos;)
    answers.erase(at, kContinue.size());
  constexpr std::string_view kDate = "\r\nDate: ";
  constexpr std::size_t kDateSize = 29;
  for (std::size_t at = 0; (at = answers.find(kDate, at)) != std::string::npos;) {
    answers.erase(at, std::min(kDate.size() + kDateSize, answers.size() - at));
  }
  return answers;
}

}  // namespace phoney::fuzz
