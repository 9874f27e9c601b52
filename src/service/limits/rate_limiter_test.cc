#include "service/limits/rate_limiter.h"

#include <gtest/gtest.h>

#include <atomic>
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
  EXPECT_GT(limiter.burst(), 50'000'000U);
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

}  // namespace
}  // namespace phoney::service
