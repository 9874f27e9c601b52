#include "service/limits/rate_limiter.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace phoney::service {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
constexpr RateLimiter::Time kStart{std::chrono::hours(1000)};

IpAddress address(std::string_view text) { return *IpAddress::parse(text); }

TEST(RateLimiter, BurstThenRate) {
  RateLimiter limiter(60, 3);
  const IpAddress client = address("192.0.2.1");
  const struct {
    milliseconds at;
    bool allowed;
    std::uint32_t remaining;
    milliseconds full_after, retry_after;
  } tests[] = {
      {milliseconds(0), true, 2, milliseconds(1000), milliseconds(0)},
      {milliseconds(0), true, 1, milliseconds(2000), milliseconds(0)},
      {milliseconds(0), true, 0, milliseconds(3000), milliseconds(0)},
      {milliseconds(0), false, 0, milliseconds(3000), milliseconds(1000)},
      {milliseconds(999), false, 0, milliseconds(2001), milliseconds(1)},
      {milliseconds(1000), true, 0, milliseconds(3000), milliseconds(0)},
      {milliseconds(1500), false, 0, milliseconds(2500), milliseconds(500)},
      {milliseconds(3000), true, 1, milliseconds(2000), milliseconds(0)},
      {milliseconds(60'000), true, 2, milliseconds(1000), milliseconds(0)},
  };
  for (const auto& test : tests) {
    const auto seen = limiter.look(client, kStart + test.at);
    EXPECT_EQ(seen.allowed, test.allowed) << test.at.count();
    const auto decision = limiter.take(client, kStart + test.at);
    EXPECT_EQ(decision.allowed, test.allowed) << test.at.count();
    EXPECT_EQ(decision.remaining, test.remaining) << test.at.count();
    EXPECT_EQ(decision.full_after, test.full_after) << test.at.count();
    EXPECT_EQ(decision.retry_after, test.retry_after) << test.at.count();
  }
}

TEST(RateLimiter, LargestSettings) {
  RateLimiter limiter(1, 1'000'000'000);
  const RateLimiter::Decision decision = limiter.take(address("192.0.2.1"), kStart);
  EXPECT_TRUE(decision.allowed);
  EXPECT_EQ(decision.remaining, limiter.burst() - 1);
  EXPECT_GT(limiter.burst(), 15'000'000U);
  limiter.charge(address("192.0.2.1"), kStart, std::chrono::nanoseconds::max());
  limiter.charge(address("192.0.2.1"), kStart, std::chrono::nanoseconds::max());
  const std::chrono::nanoseconds bucket = std::chrono::minutes(limiter.burst());
  EXPECT_EQ(limiter.look(address("192.0.2.1"), kStart).retry_after, 2 * bucket);
}

TEST(RateLimiter, ASiteHasTenTimesWhatANetworkHas) {
  RateLimiter limiter(60, 2);
  const auto client = [](int network, int host) {
    return address("2001:db8:1:" + std::to_string(network) + "::" + std::to_string(host));
  };
  for (int network = 0; network < 10; ++network) {
    for (int i = 0; i < 2; ++i) EXPECT_TRUE(limiter.take(client(network, i), kStart).allowed);
    EXPECT_FALSE(limiter.take(client(network, 2), kStart).allowed);
  }
  const auto refused = limiter.take(client(10, 0), kStart);
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.remaining, 0U);
  EXPECT_EQ(refused.retry_after, milliseconds(100));
  EXPECT_EQ(refused.full_after, milliseconds(2000));
  EXPECT_TRUE(limiter.take(client(10, 0), kStart, RateLimiter::Scope::network).allowed);
  EXPECT_TRUE(limiter.take(client(11, 0), kStart + milliseconds(100)).allowed);
  EXPECT_FALSE(limiter.take(client(12, 0), kStart + milliseconds(100)).allowed);
  EXPECT_TRUE(limiter.take(address("2001:db8:2::1"), kStart).allowed);
}

TEST(RateLimiter, GivesBackWhatWasTaken) {
  for (const std::string_view client : {"192.0.2.1", "2001:db8::1"}) {
    RateLimiter limiter(1, 1);
    for (int i = 0; i < 20; ++i) {
      ASSERT_TRUE(limiter.take(address(client), kStart).allowed) << client << ' ' << i;
      limiter.give_back(address(client));
    }
    EXPECT_EQ(limiter.look(address(client), kStart).full_after, seconds(0));
  }
}

TEST(RateLimiter, ProcessorTimeCountsAsRequests) {
  RateLimiter limiter(60, 10);  // a request a second
  const IpAddress client = address("192.0.2.1");
  const struct {
    milliseconds at;
    std::chrono::nanoseconds processor;
    std::uint32_t remaining;
    std::chrono::nanoseconds full_after, retry_after;
  } tests[] = {
      {milliseconds(0), milliseconds(50), 9, seconds(1), seconds(0)},
      {milliseconds(0), milliseconds(25), 8, milliseconds(1500), seconds(0)},
      {milliseconds(0), std::chrono::nanoseconds(1), 8, std::chrono::nanoseconds(1'500'000'020), seconds(0)},
      {milliseconds(0), milliseconds(375), 0, std::chrono::nanoseconds(9'000'000'020), std::chrono::nanoseconds(20)},
      {milliseconds(0), milliseconds(900), 0, std::chrono::nanoseconds(27'000'000'020),
       std::chrono::nanoseconds(18'000'000'020)},
      {milliseconds(0), seconds(100), 0, seconds(29), seconds(20)},  // no debt deeper than two buckets
      {milliseconds(20'000), seconds(0), 1, seconds(9), seconds(0)},
      {milliseconds(20'000), std::chrono::hours(2'000'000), 0, seconds(29), seconds(20)},
      {milliseconds(60'000), milliseconds(0), 10, seconds(0), seconds(0)},
  };
  for (const auto& test : tests) {
    limiter.charge(client, kStart + test.at, test.processor);
    const auto seen = limiter.look(client, kStart + test.at);
    EXPECT_EQ(seen.remaining, test.remaining) << test.processor.count();
    EXPECT_EQ(seen.full_after, test.full_after) << test.processor.count();
    EXPECT_EQ(seen.retry_after, test.retry_after) << test.processor.count();
    EXPECT_EQ(seen.allowed, test.retry_after == seconds(0)) << test.processor.count();
  }
}

TEST(RateLimiter, ProcessorTimeIsTheSitesToo) {
  RateLimiter limiter(60, 1);
  limiter.charge(address("2001:db8:1:1::1"), kStart, milliseconds(250));
  limiter.charge(address("2001:db8:1:2::1"), kStart, milliseconds(250));
  EXPECT_FALSE(limiter.look(address("2001:db8:1:3::1"), kStart).allowed);
  EXPECT_TRUE(limiter.look(address("2001:db8:2:3::1"), kStart).allowed);
}

TEST(RateLimiter, ClientsAreTheirOwn) {
  const struct {
    std::string_view first, second;
    bool same;
  } tests[] = {
      {"192.0.2.1", "192.0.2.2", false},    {"192.0.2.1", "::ffff:192.0.2.1", true},
      {"2001:db8::1", "2001:db8::2", true}, {"2001:db8::1", "2001:db8:0:1::1", false},
      {"2001:db8::1", "192.0.2.1", false},
  };
  for (const auto& test : tests) {
    RateLimiter limiter(1, 1);
    EXPECT_TRUE(limiter.take(address(test.first), kStart).allowed);
    EXPECT_EQ(limiter.take(address(test.second), kStart).allowed, !test.same) << test.first << ' ' << test.second;
  }
}

TEST(RateLimiter, ManyClientsTakeNoMoreMemoryAndAreStillServed) {
  RateLimiter limiter(60, 2);
  for (unsigned i = 0; i < 300'000; ++i) {
    IpAddress client;
    client.bytes = {0x20, 1, static_cast<unsigned char>(i >> 16), static_cast<unsigned char>(i >> 8),
                    static_cast<unsigned char>(i)};
    ASSERT_TRUE(limiter.take(client, kStart).allowed);
  }
  // Whoever is active now is limited all the same.
  const IpAddress client = address("192.0.2.1");
  EXPECT_TRUE(limiter.take(client, kStart).allowed);
  EXPECT_TRUE(limiter.take(client, kStart).allowed);
  EXPECT_FALSE(limiter.take(client, kStart).allowed);
}

TEST(RateLimiter, ThreadsShareABucket) {
  RateLimiter limiter(1, 100);
  std::atomic<int> allowed = 0;
  {
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < 100; ++j) allowed += limiter.take(address("192.0.2.1"), kStart).allowed ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(allowed, 100);
}

TEST(RateLimiter, AnEmptyBucketIsNoDebt) {
  RateLimiter limiter(60, 2);
  const IpAddress client = address("192.0.2.1");
  EXPECT_FALSE(limiter.is_in_debt(client, kStart));
  limiter.take(client, kStart);
  limiter.take(client, kStart);
  EXPECT_FALSE(limiter.take(client, kStart).allowed);
  EXPECT_FALSE(limiter.is_in_debt(client, kStart));
  limiter.charge(client, kStart, milliseconds(1));
  EXPECT_TRUE(limiter.is_in_debt(client, kStart));
  EXPECT_FALSE(limiter.is_in_debt(client, kStart + milliseconds(20))) << "1 ms is worth a fiftieth of a request";
  EXPECT_FALSE(limiter.is_in_debt(address("192.0.2.2"), kStart));
}

}  // namespace
}  // namespace phoney::service
