#include "service/layers/limits.h"

#include <gtest/gtest.h>

namespace phoney::service {
namespace {

constexpr RateLimiter::Time kNow{std::chrono::hours(1000)};

Client client_at(std::string_view address) { return {address, *IpAddress::parse(address), false}; }

TEST(Limits, ProcessorTimeIsTakenFromWhatAClientMayAsk) {
  Settings settings;
  settings.rate_limit_per_minute = 60;
  settings.rate_limit_burst = 3;
  Limits limits(settings);
  std::optional<RateLimiter::Decision> decision;
  EXPECT_FALSE(limits.admit(client_at("192.0.2.1"), kNow, decision));
  EXPECT_EQ(decision->remaining, 2U);
  limits.charge(client_at("192.0.2.1").address, kNow, std::chrono::milliseconds(100));
  const auto refusal = limits.admit(client_at("192.0.2.1"), kNow, decision);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 429);
  EXPECT_EQ(refusal->retry_after.count(), 1);
  EXPECT_FALSE(limits.admit(client_at("192.0.2.2"), kNow, decision)) << "another client";
}

TEST(Limits, WhoIsInDebtByThenIsRefusedLater) {
  Settings settings;
  settings.rate_limit_per_minute = 60;
  settings.rate_limit_burst = 3;
  Limits limits(settings);
  const Client client = client_at("192.0.2.1");
  std::optional<RateLimiter::Decision> decision;
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limits.admit(client, kNow, decision));
  EXPECT_FALSE(limits.admit_later(client, kNow, decision)) << "it was the last request, and has been counted";
  EXPECT_EQ(decision->retry_after.count(), 0);
  limits.charge(client.address, kNow, std::chrono::milliseconds(100));
  const auto refusal = limits.admit_later(client, kNow, decision);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 429);
  EXPECT_EQ(refusal->retry_after.count(), 3) << "one for the request and two for the processor";
  EXPECT_EQ(decision->retry_after, std::chrono::seconds(3));
  EXPECT_FALSE(limits.admit_later(client_at("192.0.2.2"), kNow, decision)) << "another client";
}

TEST(Limits, WithoutALimitNothingIsCharged) {
  const Settings settings;
  Limits limits(settings);
  std::optional<RateLimiter::Decision> decision;
  limits.charge(client_at("192.0.2.1").address, kNow, std::chrono::hours(1));
  EXPECT_FALSE(limits.admit(client_at("192.0.2.1"), kNow, decision));
  EXPECT_FALSE(decision);
}

}  // namespace
}  // namespace phoney::service
