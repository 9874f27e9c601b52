#include "engine/work_limit.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/processor_time.h"

namespace phoney {
namespace {

using std::chrono::nanoseconds;

// `look` runs after this many steps or bytes: a value may take long, and so does much output.
constexpr std::uint64_t kSteps = 16;
constexpr std::size_t kBytes = std::size_t{1} << 20;
// Time between two readings of the thread's clock. Each reading costs a system call.
constexpr std::chrono::milliseconds kReading{2};

// The CPU time that the thread had used before this work.
nanoseconds taken_before(const Cancellation& cancellation) {
  const auto known = cancellation.patience == nullptr ? std::nullopt : cancellation.patience->taken_before();
  return known ? *known : processor_time();
}

}  // namespace

void WorkLimit::limit_size(std::size_t start, std::size_t bytes) {
  max_bytes_ = bytes;
  max_size_ = bytes < SIZE_MAX - start ? start + bytes : SIZE_MAX;
  soft_size_ = timed_ ? std::min(soft_size_, max_size_) : max_size_;
}

void WorkLimit::limit_time(nanoseconds processor, Cancellation cancellation) {
  processor_ = processor;
  end_ = processor == nanoseconds::max() ? processor : taken_before(cancellation) + processor;
  cancellation_ = std::move(cancellation);
  draining_ = false;
  timed_ = end_ != nanoseconds::max() || cancellation_.is_possible();
  // No later than when the budget ends, which may be soon: each piece of a stream starts with what is left of it.
  next_reading_ = std::chrono::steady_clock::now() + std::min(nanoseconds(kReading), processor);
  until_look_ = timed_ ? 1 : UINT64_MAX;  // a piece of a stream may be done after few questions
  soft_size_ = timed_ ? 0 : max_size_;
}

nanoseconds WorkLimit::time_left() const {
  return end_ == nanoseconds::max() ? end_ : std::max(end_ - processor_time(), nanoseconds::zero());
}

void WorkLimit::find_out(std::size_t size) {
  if (size > max_size_) {
    reached_ = Reached::size;
  } else if (cancellation_.stop.stop_requested()) {
    reached_ = Reached::stop;
  } else {
    find_out_time();
  }
}

void WorkLimit::find_out_time() {
  heed_drain();
  if (end_ == nanoseconds::max() && cancellation_.patience == nullptr) return;
  const auto now = std::chrono::steady_clock::now();
  if (cancellation_.patience != nullptr && !cancellation_.patience->lasts(now)) {
    reached_ = Reached::stop;
  } else if (end_ != nanoseconds::max() && now >= next_reading_) {
    next_reading_ = now + kReading;
    if (processor_time() > end_) reached_ = draining_ ? Reached::stop : Reached::time;
  }
}

// Once the process is about to end, what is left shrinks to the last allowance.
void WorkLimit::heed_drain() {
  if (draining_ || !cancellation_.drain.stop_requested()) return;
  draining_ = true;
  const nanoseconds now = processor_time();
  end_ = std::min(end_, now + nanoseconds(cancellation_.drain_allowance));
  next_reading_ = std::min(next_reading_, std::chrono::steady_clock::now() + (end_ - now));
}

bool WorkLimit::look(std::size_t size) {
  if (reached_ == Reached::nothing) find_out(size);
  if (reached_ != Reached::nothing) {
    until_look_ = 1;
    return false;
  }
  until_look_ = timed_ ? kSteps : UINT64_MAX;
  soft_size_ = timed_ ? std::min(max_size_, size + kBytes) : max_size_;
  return true;
}

Error too_large(std::size_t bytes) {
  return make_error(ErrorCode::capacity_exceeded,
                    fmt::format("the records exceed the limit of {} bytes; ask for fewer or smaller records", bytes));
}

Error WorkLimit::error() const {
  switch (reached_) {
    case Reached::stop:
      if (draining_) return make_error(ErrorCode::interrupted, "the server is shutting down; try again");
      return make_error(ErrorCode::interrupted, "the request ran out of time; ask for fewer or smaller records",
                        "count");
    case Reached::time:
      return make_error(ErrorCode::capacity_exceeded,
                        fmt::format("the request needs more than {} s of CPU time; ask for fewer or simpler values",
                                    std::chrono::duration<double>(processor_).count()),
                        "count");
    default:
      return size_error();
  }
}

}  // namespace phoney
