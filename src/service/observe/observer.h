// Observer: counts and logs each response when its last byte has been made. For a stream, that is long after `handle`.

#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "service/message.h"
#include "service/observe/log.h"
#include "service/observe/metrics.h"

namespace phoney::service {

// The facts about a response that are logged and counted.
struct Note {
  std::chrono::steady_clock::time_point start;
  std::size_t route = 0;
  bool probe = false;  // logged at level debug unless it fails
  std::string_view request_id;
  std::string_view method;
  std::string_view path;
  std::string_view client;
  int status = 0;
  std::uint64_t bytes = 0;
  std::uint64_t records = 0;
  bool complete = true;
  Reason reason = Reason::none;
};

class Observer {
 public:
  Observer(Metrics& metrics, Log& log) : metrics_(metrics), log_(log) {}

  void note(const Note& note) const;
  // A source that passes on `source`, and notes the response when it is destroyed. Must not outlive the observer.
  std::unique_ptr<BodySource> observed(std::unique_ptr<BodySource> source, const Note& note) const;

 private:
  Metrics& metrics_;
  Log& log_;
};

}  // namespace phoney::service
