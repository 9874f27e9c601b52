// What a month of phoney on AWS costs, from data/aws_prices.json, the one place that holds prices.
//
// The sum is AWS's list price without free tier, discounts, taxes and data transfer: what can be compared.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace phoney::cli {

// In US dollars, each for the unit that its name tells. A GB of logs is 10^9 bytes, a GB of memory 1024 MB.
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
};

// Error `invalid_argument`: the price that is missing, or `invalid_json`.
Result<AwsPrices> read_aws_prices(std::string_view json);
// The table linked into the program.
std::string_view built_in_aws_prices();

enum class Architecture : std::uint8_t { arm64, x86_64 };
enum class Gateway : std::uint8_t { http, rest, none };

// A month.
struct Workload {
  std::uint64_t requests = 1'000'000;
  std::uint64_t memory_mb = 128;
  std::uint64_t duration_us = 2'000;  // of one request; billed in whole milliseconds, rounded up
  Architecture architecture = Architecture::arm64;
  Gateway gateway = Gateway::http;
  // Of one request: phoney's line, Lambda's two and the gateway's, and 26 bytes that CloudWatch counts for each.
  std::uint64_t log_bytes = 1'700;
  std::uint64_t secrets = 1;
  std::uint64_t alarms = 0;  // the metrics that alarms watch
  std::uint64_t composite_alarms = 0;
  std::uint64_t metrics = 0;  // custom ones
  std::uint64_t dashboards = 0;
};

struct CostItem {
  std::string_view name;
  double amount;
  std::string_view unit;
  double usd;
};

std::uint64_t billed_milliseconds(const Workload& workload);
// An item for all that AWS bills, those of no cost left out.
std::vector<CostItem> monthly_cost(const Workload& workload, const AwsPrices& prices);
double total_usd(const std::vector<CostItem>& items);

}  // namespace phoney::cli
