#include "lambda/watchdog.h"

#include <algorithm>

namespace phoney::lambda {

using std::chrono::milliseconds;

Watchdog::Limits Watchdog::limits_of(Time now, Time deadline) {
  const auto left = std::chrono::duration_cast<milliseconds>(deadline - now);
  const auto share = [&](int part, int least, int most) {
    return std::clamp(left / part, milliseconds(least), milliseconds(most));
  };
  return {deadline - share(8, 100, 1500), deadline - share(20, 50, 500)};
}

void Watchdog::start() {
  if (!thread_) thread_.emplace([this](const std::stop_token& end) { run(end); });
}

std::stop_token Watchdog::watch(const Limits& limits, Rescue rescue) {
  start();
  bool sleeps_too_long = false;
  {
    const std::scoped_lock lock(mutex_);
    limits_ = limits;
    rescue_ = std::move(rescue);
    stop_.emplace();
    watching_ = true;
    claimed_ = false;
    done_ = false;
    sleeps_too_long = due_ > limits.stop;
  }
  // Usually it still sleeps until the end of the previous invocation, which is earlier.
  if (sleeps_too_long) wake_.notify_one();
  return stop_->get_token();
}

bool Watchdog::claim() {
  const std::scoped_lock lock(mutex_);
  claimed_ = true;
  return !done_;
}

void Watchdog::release() {
  const std::scoped_lock lock(mutex_);
  watching_ = false;
  rescue_ = {};
}

void Watchdog::run(const std::stop_token& end) {
  std::unique_lock lock(mutex_);
  while (!end.stop_requested()) {
    due_ = Time::max();
    if (!watching_ || done_) {
      wake_.wait(lock, end, [&] { return watching_ && !done_; });
      continue;
    }
    due_ = stop_->stop_requested() ? limits_.answer : limits_.stop;
    const Limits limits = limits_;
    // Another invocation has other limits: waits again.
    const auto changed = [&] { return !watching_ || limits_.answer != limits.answer; };
    if (wake_.wait_until(lock, end, due_, changed) || end.stop_requested()) continue;
    if (!stop_->stop_requested()) {
      stop_->request_stop();
      continue;
    }
    done_ = true;
    (claimed_ ? rescue_.break_off : rescue_.answer)();
  }
}

}  // namespace phoney::lambda
