#include "engine/work_limit.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/processor_time.h"

namespace phoney {
namespace {

using namespace std::chrono_literals;
constexpr auto kNever = std::chrono::nanoseconds::max();

TEST(WorkLimit, IsNoneAtFirst) {
  WorkLimit limit;
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(limit.allows(SIZE_MAX));
  EXPECT_EQ(limit.time_left(), kNever);
}

TEST(WorkLimit, OfSize) {
  WorkLimit limit;
  limit.limit_size(100, 7);
  EXPECT_TRUE(limit.allows(107));
  EXPECT_TRUE(limit.allows_size(107));
  EXPECT_FALSE(limit.allows_size(108));
  EXPECT_FALSE(limit.allows(108));
  EXPECT_FALSE(limit.allows(0)) << "never again";
  EXPECT_FALSE(limit.is_out_of_time());
  EXPECT_EQ(limit.error().message, "the records exceed the limit of 7 bytes; ask for fewer or smaller records");
}

TEST(WorkLimit, OfTimeIsSpentByComputing) {
  WorkLimit limit;
  limit.limit_time(20ms, {});
  while (limit.allows(0)) continue;  // ends
  EXPECT_TRUE(limit.is_out_of_time());
  EXPECT_EQ(limit.time_left(), 0ns);
  EXPECT_EQ(limit.error().message, "the request needs more than 0.02 s of CPU time; ask for fewer or simpler values");
  EXPECT_EQ(limit.error().field, "count");
}

TEST(WorkLimit, OfTimeIsLookedAtAfterMuchOutput) {
  WorkLimit limit;
  limit.limit_time(1ns, {});
  std::size_t size = 0;
  while (limit.allows(size += std::size_t{2} << 20)) continue;  // ends long before the count of questions matters
  EXPECT_TRUE(limit.is_out_of_time());
}

TEST(WorkLimit, OfTimeIsLookedAtBeforeALongStep) {
  WorkLimit limit;
  std::stop_source source;
  limit.limit_time(kNever, {.stop = source.get_token()});
  EXPECT_TRUE(limit.allows(0));
  source.request_stop();
  EXPECT_TRUE(limit.allows(0)) << "not every question reads the clocks";
  EXPECT_FALSE(limit.allows(0, WorkLimit::steps_of(std::size_t{1} << 20)));
}

TEST(WorkLimit, OfTimeIsNotSpentByWaiting) {
  WorkLimit limit;
  limit.limit_time(1s, {});
  std::this_thread::sleep_for(1100ms);
  for (std::size_t i = 0; i < 1000; ++i) EXPECT_TRUE(limit.allows(i << 20));
}

TEST(WorkLimit, EndsWhenItIsStopped) {
  WorkLimit limit;
  std::stop_source source;
  limit.limit_time(kNever, {.stop = source.get_token()});
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(limit.allows(0));
  source.request_stop();
  int more = 0;
  while (limit.allows(0)) ++more;
  EXPECT_LT(more, 100);
  EXPECT_EQ(limit.error().code, ErrorCode::interrupted);
}

TEST(WorkLimit, HasALastAllowanceWhenTheProcessIsAboutToEnd) {
  WorkLimit limit;
  std::stop_source source;
  limit.limit_time(kNever, {.drain = source.get_token(), .drain_allowance = 20ms});
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(limit.allows(0));
  source.request_stop();
  const auto start = processor_time();
  while (limit.allows(0)) continue;  // ends
  const auto taken = processor_time() - start;
  EXPECT_GE(taken, 19ms);
  EXPECT_LT(taken, 100ms);
  EXPECT_EQ(limit.error().code, ErrorCode::interrupted);
  EXPECT_EQ(limit.time_left(), 0ns);
}

TEST(WorkLimit, IsKeptOverManyShortPieces) {
  WorkLimit limit;
  std::stop_source source;
  const Cancellation cancellation{.drain = source.get_token(), .drain_allowance = 10ms};
  const auto start = processor_time();
  limit.limit_time(20ms, cancellation);
  while (limit.allows(0)) limit.limit_time(limit.time_left(), cancellation);
  EXPECT_LT(processor_time() - start, 100ms);
  source.request_stop();
  const auto again = processor_time();
  limit = WorkLimit();
  limit.limit_time(kNever, cancellation);
  while (limit.allows(0)) limit.limit_time(limit.time_left(), cancellation);
  EXPECT_LT(processor_time() - again, 100ms);
}

TEST(WorkLimit, EndsWithItsFrontEndsPatience) {
  WorkLimit limit;
  Patience patience(std::chrono::steady_clock::now() + 5ms);
  limit.limit_time(kNever, {.patience = &patience});
  const auto start = processor_time();
  while (limit.allows(0)) continue;  // ends
  EXPECT_TRUE(patience.is_over());
  EXPECT_LT(processor_time() - start, 100ms);
  EXPECT_TRUE(limit.is_out_of_time());
}

// Work on an event loop reads no clock of its own for its beginning.
TEST(WorkLimit, BeginsWithItsFrontEndsPatience) {
  const auto begin = [](std::chrono::nanoseconds ago) {
    return Patience(Patience::Time::clock::now(), std::chrono::hours(1), processor_time() - ago, processor_time);
  };
  WorkLimit limit;
  Patience fresh = begin(0s);
  limit.limit_time(10s, {.patience = &fresh});
  EXPECT_GT(limit.time_left(), 9s);
  Patience old = begin(4s);
  limit.limit_time(10s, {.patience = &old});
  EXPECT_LT(limit.time_left(), 6s);
  EXPECT_GT(limit.time_left(), 5s);
}

}  // namespace
}  // namespace phoney
