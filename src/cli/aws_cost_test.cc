#include "cli/aws_cost.h"

#include <gtest/gtest.h>

namespace phoney::cli {
namespace {

// Prices of their own, so that the tests hold whatever AWS asks.
AwsPrices test_prices() {
  AwsPrices prices;
  prices.lambda_million_requests = 0.2;
  prices.lambda_gb_second_arm64 = 0.00001;
  prices.lambda_gb_second_x86_64 = 0.00002;
  prices.http_api_million_requests = 1;
  prices.rest_api_million_requests = 3;
  prices.log_gb = 0.5;
  prices.secret_month = 0.4;
  prices.alarm_month = 0.1;
  prices.composite_alarm_month = 0.5;
  prices.metric_month = 0.3;
  prices.dashboard_month = 3;
  prices.scheduler_million_calls = 1;
  return prices;
}

TEST(AwsCost, ReadsTheBuiltInTable) {
  const auto prices = read_aws_prices(built_in_aws_prices());
  ASSERT_TRUE(prices) << prices.error().message;
  EXPECT_EQ(prices->region, "us-east-1");
  EXPECT_EQ(prices->as_of.size(), 7U);
}

TEST(AwsCost, NamesWhatATableLacks) {
  const struct {
    std::string_view json;
    std::string_view message;
  } tests[] = {
      {R"({})", "the table of prices has no `as_of`"},
      {R"({"as_of": 2026})", "the table of prices has no `as_of`"},
      {R"({"as_of": "2026-11"})", "the table of prices has no `region`"},
      {R"({"as_of": "2026-11", "region": "r"})", "the table of prices has no `usd`"},
      {R"({"as_of": "2026-11", "region": "r", "usd": {}})", "the table of prices has no `lambda_million_requests`"},
      {R"({"as_of": "2026-11", "region": "r", "usd": {"lambda_million_requests": "1"}})",
       "the table of prices has no `lambda_million_requests`"},
  };
  for (const auto& test : tests) {
    const auto prices = read_aws_prices(test.json);
    ASSERT_FALSE(prices) << test.json;
    EXPECT_EQ(prices.error().message, test.message);
  }
}

TEST(AwsCost, BillsEveryItem) {
  const Workload workload{.requests = 2'000'000,
                          .memory_mb = 512,
                          .duration_us = 100'000,
                          .log_bytes = 500,
                          .secrets = 2,
                          .alarms = 8,
                          .composite_alarms = 2,
                          .metrics = 4,
                          .dashboards = 1};
  const struct {
    std::string_view name;
    double amount;
    double usd;
  } tests[] = {
      {"Lambda requests", 2'000'000, 0.4},
      {"Lambda compute", 100'000, 1.0},
      {"API Gateway (HTTP)", 2'000'000, 2.0},
      {"CloudWatch logs", 1, 0.5},
      {"Secrets", 2, 0.8},
      {"Alarms", 8, 0.8},
      {"Composite alarms", 2, 1.0},
      {"Custom metrics", 4, 1.2},
      {"Dashboards", 1, 3.0},
  };
  const auto items = monthly_cost(workload, test_prices());
  ASSERT_EQ(items.size(), std::size(tests));
  for (std::size_t i = 0; i < items.size(); ++i) {
    EXPECT_EQ(items[i].name, tests[i].name);
    EXPECT_DOUBLE_EQ(items[i].amount, tests[i].amount) << tests[i].name;
    EXPECT_NEAR(items[i].usd, tests[i].usd, 1e-9) << tests[i].name;
  }
  EXPECT_NEAR(total_usd(items), 10.7, 1e-9);
}

TEST(AwsCost, BillsTheSyntheticCanary) {
  const Workload without{.requests = 0, .memory_mb = 512, .duration_us = 2'000, .log_bytes = 1'000, .secrets = 0};
  EXPECT_TRUE(monthly_cost(without, test_prices()).empty());
  Workload with = without;
  with.canary = true;
  const auto items = monthly_cost(with, test_prices());
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].name, "Synthetic canary");
  EXPECT_DOUBLE_EQ(items[0].amount, 43'800);
  // Its schedule, requests and log: 0.0438 (1 + 0.2) + 43,800 0.3 s / 8 GB 0.00001 + 0.02847 GB 0.5.
  const double own = 0.05256 + 0.016425 + 0.014235;
  // 87,600 requests: (0.2 + 1) / 1M + 0.001 GB-s 0.00001 + 1,000 bytes of logs.
  const double asked = 87'600 * (1.2e-6 + 1e-8 + 0.5e-6);
  EXPECT_NEAR(items[0].usd, own + asked, 1e-9);
}

TEST(AwsCost, BillsWholeMilliseconds) {
  const struct {
    std::uint64_t duration_us;
    std::uint64_t want;
  } tests[] = {{1, 1}, {999, 1}, {1'000, 1}, {1'001, 2}, {150'000, 150}};
  for (const auto& test : tests) EXPECT_EQ(billed_milliseconds({.duration_us = test.duration_us}), test.want);
}

TEST(AwsCost, KnowsArchitecturesAndGateways) {
  const Workload usual{.memory_mb = 1'024, .duration_us = 100'000, .log_bytes = 0, .secrets = 0};
  Workload other = usual;
  other.architecture = Architecture::x86_64;
  other.gateway = Gateway::rest;
  EXPECT_NEAR(total_usd(monthly_cost(usual, test_prices())), 0.2 + 1 + 1, 1e-9);
  EXPECT_NEAR(total_usd(monthly_cost(other, test_prices())), 0.2 + 2 + 3, 1e-9);
  other.gateway = Gateway::none;
  EXPECT_NEAR(total_usd(monthly_cost(other, test_prices())), 0.2 + 2, 1e-9);
  EXPECT_EQ(monthly_cost(other, test_prices()).size(), 2U);
}

}  // namespace
}  // namespace phoney::cli
