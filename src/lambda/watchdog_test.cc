#include "lambda/watchdog.h"

#include <gtest/gtest.h>

#include <atomic>

namespace phoney::lambda {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

// Waits until it holds; false after ten seconds.
template <class Condition>
bool comes_true(Condition condition) {
  for (int i = 0; i < 10'000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(milliseconds(1));
  }
  return false;
}

Watchdog::Limits in(int stop_ms, int answer_ms) {
  const auto now = system_clock::now();
  return {now + milliseconds(stop_ms), now + milliseconds(answer_ms)};
}

TEST(Watchdog, LeavesTimeForTheResponse) {
  const Watchdog::Time now{};
  const struct {
    int left, stop, answer;  // milliseconds before the deadline
  } tests[] = {{30'000, 1500, 500}, {4'000, 500, 200}, {1'000, 125, 50}, {100, 100, 50}, {-5, 100, 50}};
  for (const auto& test : tests) {
    const auto deadline = now + milliseconds(test.left);
    const auto limits = Watchdog::limits_of(now, deadline);
    EXPECT_EQ(deadline - limits.stop, milliseconds(test.stop)) << test.left;
    EXPECT_EQ(deadline - limits.answer, milliseconds(test.answer)) << test.left;
  }
}

TEST(Watchdog, AsksToStopAndThenAnswers) {
  Watchdog watchdog;
  std::atomic<int> answers = 0, ends = 0;
  const auto stop = watchdog.watch(in(5, 10), {[&] { ++answers; }, [&] { ++ends; }});
  EXPECT_TRUE(comes_true([&] { return stop.stop_requested() && answers == 1; }));
  EXPECT_FALSE(watchdog.claim());
  watchdog.release();
  EXPECT_EQ(ends, 0);
}

TEST(Watchdog, EndsWhatIsBeingSent) {
  Watchdog watchdog;
  std::atomic<int> answers = 0, ends = 0;
  const auto stop = watchdog.watch(in(20, 30), {[&] { ++answers; }, [&] { ++ends; }});
  EXPECT_TRUE(watchdog.claim());
  EXPECT_TRUE(comes_true([&] { return stop.stop_requested(); })) << "what is being sent is still asked to end";
  EXPECT_TRUE(comes_true([&] { return ends == 1; }));
  EXPECT_EQ(answers, 0);
  watchdog.release();
}

TEST(Watchdog, WatchesOneAfterAnother) {
  Watchdog watchdog;
  std::atomic<int> answers = 0, ends = 0;
  for (int i = 0; i < 100; ++i) {
    const auto stop = watchdog.watch(in(60'000, 60'000), {[&] { ++answers; }, [&] { ++ends; }});
    EXPECT_TRUE(watchdog.claim());
    watchdog.release();
    EXPECT_FALSE(stop.stop_requested());
  }
  const auto sooner = watchdog.watch(in(1, 2), {[&] { ++answers; }, [&] { ++ends; }});
  EXPECT_TRUE(comes_true([&] { return sooner.stop_requested() && answers == 1; }));
  watchdog.release();
}

}  // namespace
}  // namespace phoney::lambda
