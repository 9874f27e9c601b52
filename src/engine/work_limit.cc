#include "engine/work_limit.h"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>

namespace phoney {
namespace {

using std::chrono::nanoseconds;

// Between two looks: so many steps, or so many bytes. A value may take a while, and much output takes time.
constexpr std::uint64_t kSteps = 16;
constexpr std::size_t kBytes = std::size_t{1} << 20;
// Between two readings of the thread's clock, which cost a system call each.
constexpr std::chrono::milliseconds kReading{2};

nanoseconds taken_by_this_thread() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

}  // namespace

void WorkLimit::limit_size(std::size_t start, std::size_t bytes) {
  max_bytes_ = bytes;
  max_size_ = bytes < SIZE_MAX - start ? start + bytes : SIZE_MAX;
  soft_size_ = timed_ ? std::min(soft_size_, max_size_) : max_size_;
}

void WorkLimit::limit_time(nanoseconds processor, std::stop_token stop) {
  processor_ = processor;
  end_ = processor == nanoseconds::max() ? processor : taken_by_this_thread() + processor;
  stop_ = std::move(stop);
  timed_ = end_ != nanoseconds::max() || stop_.stop_possible();
  next_reading_ = std::chrono::steady_clock::now() + kReading;
  until_look_ = timed_ ? kSteps : UINT64_MAX;
  soft_size_ = timed_ ? 0 : max_size_;
}

nanoseconds WorkLimit::time_left() const {
  return end_ == nanoseconds::max() ? end_ : std::max(end_ - taken_by_this_thread(), nanoseconds::zero());
}

void WorkLimit::find_out(std::size_t size) {
  if (size > max_size_) {
    reached_ = Reached::size;
  } else if (stop_.stop_requested()) {
    reached_ = Reached::stop;
  } else if (end_ != nanoseconds::max()) {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_reading_) return;
    next_reading_ = now + kReading;
    if (taken_by_this_thread() > end_) reached_ = Reached::time;
  }
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
  return make_error(
      ErrorCode::capacity_exceeded,
      fmt::format("the records are larger than the limit of {} bytes; ask for fewer or shorter ones", bytes));
}

Error WorkLimit::error() const {
  switch (reached_) {
    case Reached::stop:
      return make_error(ErrorCode::interrupted, "the time for this request is over; ask for fewer or smaller records",
                        "count");
    case Reached::time:
      return make_error(ErrorCode::capacity_exceeded,
                        fmt::format("this takes more than {} s of the processor; ask for fewer or simpler values",
                                    std::chrono::duration<double>(processor_).count()),
                        "count");
    default:
      return size_error();
  }
}

}  // namespace phoney
