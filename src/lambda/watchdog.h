// Watchdog: ensures that an invocation is answered before its deadline.
//
// First it cancels the generation of records, which results in a 503. If that does not work in time, because a single
// value takes too long, the watchdog sends the response itself, or ends the response that is being sent.

#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace phoney::lambda {

class Watchdog {
 public:
  using Time = std::chrono::system_clock::time_point;

  // The limits of an invocation, which leave time to send the response.
  struct Limits {
    Time stop;    // when generation must end
    Time answer;  // when the watchdog answers
  };
  static Limits limits_of(Time now, Time deadline);

  Watchdog() = default;
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  // Starts the thread if it is not running, so that `watch` does not have to when time counts.
  void start();

  // The watchdog's own actions. It calls at most one of them, once, on another thread.
  struct Rescue {
    std::function<void()> answer;     // nothing has been sent
    std::function<void()> break_off;  // something is being sent
  };
  // Watches one invocation. Returns the token that requests the end.
  std::stop_token watch(const Limits& limits, Rescue rescue);
  // Call before sending the response. Returns false if the watchdog has answered; otherwise it will not.
  bool claim();
  // The invocation is over.
  void release();

 private:
  void run(const std::stop_token& end);

  std::mutex mutex_;
  std::condition_variable_any wake_;
  bool watching_ = false;
  bool claimed_ = false;
  bool done_ = false;  // nothing remains to be done for this invocation
  Limits limits_{};
  Time due_ = Time::max();                // what the thread sleeps until
  std::optional<std::stop_source> stop_;  // of the invocation that is watched
  Rescue rescue_;
  std::optional<std::jthread> thread_;  // last: it uses the rest, and ends first
};

}  // namespace phoney::lambda
