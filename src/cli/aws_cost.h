// The monthly cost of phoney on AWS, from the prices in data/aws_prices.json.
//
// These are list prices, without free tier, discounts, taxes and data transfer.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace phoney::cli {

// In US dollars per unit, which is part of the name. A GB of logs is 10^9 bytes, a GB of memory 1024 MB.
struct AwsPrices {
  std::string as_of;  // year and month
  std::string region;
  double lambda_million_requests = 0;
  double lambda_gb_second_arm64 = 0;
  double lambda_gb_second_x86_64 = 0;
  double http_api_million_requests = 0;
  double rest_api_million_requests = 0;
  double log_gb = 0;
  double secret_month = 0;
  double alarm_month = 0;
  double composite_alarm_month = 0;
  double metric_month = 0;
  double dashboard_month = 0;
  double scheduler_million_calls = 0;
};

// Errors: `invalid_argument` names a missing price; `invalid_json`.
Result<AwsPrices> read_aws_prices(std::string_view json);
// The table that is linked into the binary.
std::string_view built_in_aws_prices();

enum class Architecture : std::uint8_t { arm64, x86_64 };
enum class Gateway : std::uint8_t { http, rest, none };

// One month.
struct Workload {
  std::uint64_t requests = 1'000'000;
  std::uint64_t memory_mb = 128;
  std::uint64_t duration_us = 2'000;  // of one request; billed in whole milliseconds, rounded up
  Architecture architecture = Architecture::arm64;
  Gateway gateway = Gateway::http;
  // Per request: one line from phoney, two from Lambda, one from the gateway, and 26 bytes that CloudWatch adds to
  // each.
  std::uint64_t log_bytes = 1'800;
  std::uint64_t secrets = 1;
  std::uint64_t alarms = 0;  // the metrics that alarms watch
  std::uint64_t composite_alarms = 0;
  std::uint64_t metrics = 0;  // custom ones
  std::uint64_t dashboards = 0;
  bool canary = false;  // the stack's synthetic canary
};

struct CostItem {
  std::string_view name;
  double amount;
  std::string_view unit;
  double usd;
};

std::uint64_t billed_milliseconds(const Workload& workload);
// What AWS bills, without items that cost nothing.
std::vector<CostItem> monthly_cost(const Workload& workload, const AwsPrices& prices);
double total_usd(const std::vector<CostItem>& items);

}  // namespace phoney::cli
