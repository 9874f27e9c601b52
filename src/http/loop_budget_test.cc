#include "http/loop_budget.h"

#include <gtest/gtest.h>

namespace phoney::http {
namespace {

using namespace std::chrono_literals;
constexpr LoopBudget::Time kStart{1h};

std::chrono::nanoseconds processor_clock{0};

LoopBudget make_budget() {
  return LoopBudget([] { return processor_clock; });
}

// An answer of that length, whose thread has the processor all the time.
void answer(LoopBudget& budget, LoopBudget::Time& now, std::chrono::nanoseconds length) {
  processor_clock = now.time_since_epoch();
  budget.begin(now);
  budget.end(now += length);
}

// How long the patience lasts that an answer gets at `now`, whose thread has the processor all the time.
std::chrono::nanoseconds patience(LoopBudget& budget, LoopBudget::Time now) {
  std::chrono::nanoseconds longest{0};
  for (std::chrono::nanoseconds after = 0ns; after < 4ms; after += 50us) {
    processor_clock = now.time_since_epoch();
    Patience patience = LoopBudget(budget).begin(now);
    processor_clock += after;
    if (patience.lasts(now + after)) longest = after;
  }
  return longest;
}

TEST(LoopBudget, IsWholeOnAQuietLoop) {
  LoopBudget budget = make_budget();
  EXPECT_EQ(patience(budget, kStart), LoopBudget::kMost + 50us);
}

TEST(LoopBudget, QuickAnswersCostNothing) {
  LoopBudget budget = make_budget();
  auto now = kStart;
  for (int i = 0; i < 1000; ++i) {
    answer(budget, now, 90us);
  }
  EXPECT_EQ(patience(budget, now), LoopBudget::kMost + 50us);
}

TEST(LoopBudget, LongTriesShrinkToQuickOnes) {
  LoopBudget budget = make_budget();
  auto now = kStart;
  for (int i = 0; i < 100; ++i) {
    answer(budget, now, patience(budget, now) + 50us);
  }
  EXPECT_LE(patience(budget, now), 150us);
  // A quarter of the time that passes is saved for others.
  EXPECT_NEAR(static_cast<double>(patience(budget, now + 4ms).count()), 1.1e6, 0.15e6);
  EXPECT_EQ(patience(budget, now + 20ms), LoopBudget::kMost + 50us);
}

TEST(LoopBudget, IsNotSpentByWaitingForTheProcessor) {
  LoopBudget budget = make_budget();
  processor_clock = 5s;
  Patience patience = budget.begin(kStart);
  EXPECT_TRUE(patience.lasts(kStart + 10s)) << "others had the processor";
  processor_clock += 1ms;
  EXPECT_TRUE(patience.lasts(kStart + 20s));
  processor_clock += 2ms;
  EXPECT_FALSE(patience.lasts(kStart + 30s));
}

}  // namespace
}  // namespace phoney::http
