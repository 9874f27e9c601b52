// Watchdog: sees to it that an invocation is answered before its deadline.
//
// First it asks the making of records to stop, which is answered 503 by whoever made them. If that does not help in
// time, because a single value takes too long, it answers itself, or ends what is being sent.

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

  // The rest of an invocation's time, cut so that its answer still gets out.
  struct Limits {
    Time stop;    // when making ends
    Time answer;  // when the watchdog acts itself
  };
  static Limits limits_of(Time now, Time deadline);

  Watchdog() = default;
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  // Starts its thread, if none runs yet. `watch` would do that too, when time counts.
  void start();

  // What it does itself, at most one of them and at most once; called from another thread.
  struct Rescue {
    std::function<void()> answer;     // nothing has been sent
    std::function<void()> break_off;  // something is being sent
  };
  // Watches one invocation. Returns the token that asks for the end.
  std::stop_token watch(const Limits& limits, Rescue rescue);
  // Whoever made the answer asks to send it; false if the watchdog has answered. Afterwards it does not answer.
  bool claim();
  // The invocation is over.
  void release();

 private:
  void run(const std::stop_token& end);

  std::mutex mutex_;
  std::condition_variable_any wake_;
  bool watching_ = false;
  bool claimed_ = false;
  bool done_ = false;  // nothing is left to be done for this invocation
  Limits limits_{};
  Time due_ = Time::max();                // what the thread sleeps until
  std::optional<std::stop_source> stop_;  // of the invocation that is watched
  Rescue rescue_;
  std::optional<std::jthread> thread_;  // last: it uses the rest, and ends first
};

}  // namespace phoney::lambda
