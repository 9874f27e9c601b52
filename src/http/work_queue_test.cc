#include "http/work_queue.h"

#include <gtest/gtest.h>

#include <array>
#include <deque>
#include <string>
#include <utility>

namespace phoney::http {
namespace {

using namespace std::chrono_literals;
constexpr WorkQueue::Time kStart{1h};
constexpr std::size_t kLast = WorkQueue::kTries - 1;
constexpr std::array<bool, WorkQueue::kTries> kAllPlaces{true, true, true, true};

struct NamedJob final : WorkPool::Job {
  explicit NamedJob(std::string name_) : name(std::move(name_)) {}
  bool run(Patience& /*patience*/) override { return true; }
  void refuse() override {}
  std::string name;
};

class WorkQueueTest : public testing::Test {
 protected:
  // A job named after its client, which needs that try.
  void add(const std::string& client, std::size_t next_try, WorkQueue::Time since) {
    jobs_.emplace_back(client);
    EXPECT_EQ(queue_.add(client, {&jobs_.back(), true, since, next_try}, 0, since), nullptr);
  }
  WorkQueue::Next take(WorkQueue::Time now, const std::array<bool, WorkQueue::kTries>& has_place = kAllPlaces) {
    const auto next = queue_.take(now, has_place);
    EXPECT_TRUE(next);
    return next.value_or(WorkQueue::Next{});
  }
  static std::string name(const WorkQueue::Next& next) { return static_cast<NamedJob*>(next.entry.job)->name; }
  // The client takes that much CPU time.
  void spend(const std::string& client, std::chrono::nanoseconds time, WorkQueue::Time now) {
    add(client, 0, now);
    const auto next = take(now);
    ASSERT_EQ(name(next), client);
    WorkQueue::finished(next, time, now);
  }

  std::deque<NamedJob> jobs_;
  WorkQueue queue_{100};
};

TEST_F(WorkQueueTest, TheClientThatHasTakenLeastGoesFirst) {
  for (const std::size_t number : {0U, 1U, 2U, 3U}) {
    const std::string heavy = "heavy " + std::to_string(number);
    const std::string newcomer = "newcomer " + std::to_string(number);
    spend(heavy, 20ms, kStart);
    add(heavy, number, kStart);
    add(newcomer, number, kStart + 20ms);
    EXPECT_EQ(name(take(kStart + 30ms)), newcomer);
    EXPECT_EQ(name(take(kStart + 30ms)), heavy);
  }
}

TEST_F(WorkQueueTest, ALongJobOfANewcomerGoesBeforeThoseOfHeavyClientsHoweverOld) {
  for (int i = 0; i < 50; ++i) {
    const std::string stranger = "stranger " + std::to_string(i);
    spend(stranger, 500ms, kStart);
    add(stranger, kLast, kStart);
  }
  add("newcomer", kLast, kStart + 10s);
  EXPECT_EQ(name(take(kStart + 10s)), "newcomer");
}

TEST_F(WorkQueueTest, ALongJobWaitsForShortOnesButNotForever) {
  add("long", kLast, kStart);
  add("short", 0, kStart);
  EXPECT_EQ(name(take(kStart)), "short");
  add("another", 0, kStart + 2s);
  EXPECT_EQ(name(take(kStart + 2s)), "long");
}

TEST_F(WorkQueueTest, TheAgeOfAHeavyClientsJobCountsUpToASecond) {
  spend("heavy", 4s, kStart);
  add("heavy", kLast, kStart);
  add("short", 0, kStart + 10s);  // by then 2 s are left of 4
  EXPECT_EQ(name(take(kStart + 10s)), "short");
  add("short", 0, kStart + 40s);
  EXPECT_EQ(name(take(kStart + 40s)), "heavy");
}

TEST_F(WorkQueueTest, ARunningJobCountsAsLongAsItIsExpectedToTake) {
  add("one", kLast, kStart);
  const auto running = take(kStart);
  EXPECT_EQ(running.number, kLast);
  add("one", kLast, kStart);
  add("other", kLast, kStart + 1ms);
  EXPECT_EQ(name(take(kStart + 2ms)), "other");
  WorkQueue::finished(running, 600ms, kStart + 1s);
  EXPECT_EQ(running.client->taken_lately(kStart + 1s), 600ms);
  EXPECT_EQ(running.client->pending, 0ms);
}

TEST_F(WorkQueueTest, AHeavyClientHasNoFirstTry) {
  spend("heavy", 30ms, kStart);
  add("heavy", 0, kStart);
  EXPECT_FALSE(queue_.take(kStart, {true, false, false, false}));
  EXPECT_EQ(take(kStart).number, 1U);
}

TEST_F(WorkQueueTest, WhatHasNoPlaceDoesNotHoldUpOthers) {
  add("long", kLast, kStart);
  EXPECT_FALSE(queue_.take(kStart, {true, true, true, false}));
  add("short", 0, kStart + 10s);
  EXPECT_EQ(name(take(kStart + 10s, {true, true, true, false})), "short");
}

TEST_F(WorkQueueTest, AnExpeditedJobGoesFirst) {
  spend("heavy", 4s, kStart);
  add("heavy", kLast, kStart);
  add("heavy", kLast, kStart + 1s);
  const NamedJob& last = jobs_.back();
  add("newcomer", 0, kStart + 1s);
  queue_.expedite("heavy", last);
  queue_.expedite("nobody", last);
  const auto next = take(kStart + 1s, {true, false, false, false});
  EXPECT_EQ(next.entry.job, &last);
  EXPECT_EQ(next.number, 0U);
  EXPECT_EQ(name(take(kStart + 1s)), "newcomer");
  EXPECT_EQ(queue_.waiting(), 1U);
}

TEST_F(WorkQueueTest, ARunningJobGoesOnUnlessAnotherComesFirst) {
  add("one", 0, kStart);
  auto running = take(kStart);
  add("one", 0, kStart + 5ms);
  EXPECT_TRUE(queue_.go_on(running, 5ms, kAllPlaces, kStart + 5ms)) << "its own client's does not count";
  EXPECT_EQ(running.number, 1U);
  EXPECT_EQ(running.client->pending, WorkQueue::kExpected[1]);
  add("other", 0, kStart + 15ms);
  EXPECT_FALSE(queue_.go_on(running, 15ms, kAllPlaces, kStart + 15ms));
  EXPECT_EQ(running.number, 1U);
}

TEST_F(WorkQueueTest, ARunningJobMakesWayOnlyForAJobThatThenGoes) {
  constexpr std::array<bool, WorkQueue::kTries> kNoLastPlace{true, true, true, false};
  spend("heavy", 500ms, kStart);
  add("heavy", kLast, kStart);
  const auto now = kStart + 2s;  // the heavy client's job is old, so its rank is good
  add("newcomer", 0, now);
  auto running = take(now, kNoLastPlace);
  ASSERT_EQ(name(running), "newcomer");
  EXPECT_TRUE(queue_.go_on(running, 5ms, kNoLastPlace, now)) << "the heavy job has no place";
  EXPECT_TRUE(queue_.go_on(running, 20ms, kNoLastPlace, now));
  EXPECT_TRUE(queue_.go_on(running, 70ms, kAllPlaces, now)) << "of two that need the last try, the newcomer goes";
}

TEST_F(WorkQueueTest, JobsOfClientsThatHaveTakenAboutAsMuchGoInOrderOfAge) {
  spend("light", 4ms, kStart);
  add("light", 0, kStart);
  add("newcomer", 0, kStart + 1ms);
  EXPECT_EQ(name(take(kStart + 2ms)), "light");
}

TEST_F(WorkQueueTest, AClientStaysWhileItsJobRuns) {
  add("one", 0, kStart);
  const auto running = take(kStart);
  for (int i = 0; i < 10'000; ++i) {
    add("passer-by " + std::to_string(i), 0, kStart);
    WorkQueue::finished(take(kStart), 1ms, kStart);
  }
  WorkQueue::finished(running, 7ms, kStart);
  EXPECT_EQ(running.client->taken_lately(kStart), 7ms);
}

TEST_F(WorkQueueTest, TriesOfKnownLengths) {
  EXPECT_EQ(WorkQueue::try_for(0ms), 0U);
  EXPECT_EQ(WorkQueue::try_for(5ms), 0U);
  EXPECT_EQ(WorkQueue::try_for(6ms), 1U);
  EXPECT_EQ(WorkQueue::try_for(16ms), 2U);
  EXPECT_EQ(WorkQueue::try_for(51ms), kLast);
  EXPECT_EQ(WorkQueue::try_for(10s), kLast);
}

}  // namespace
}  // namespace phoney::http
