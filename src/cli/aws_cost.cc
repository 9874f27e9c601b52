#include "cli/aws_cost.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/json_reader.h"

// cmake/PhoneyAssets.cmake makes these symbols.
extern "C" const char phoney_embedded_aws_prices_json_begin[];
extern "C" const char phoney_embedded_aws_prices_json_end[];

namespace phoney::cli {
namespace {

constexpr struct {
  std::string_view name;
  double AwsPrices::* price;
} kPrices[] = {
    {"lambda_million_requests", &AwsPrices::lambda_million_requests},
    {"lambda_gb_second_arm64", &AwsPrices::lambda_gb_second_arm64},
    {"lambda_gb_second_x86_64", &AwsPrices::lambda_gb_second_x86_64},
    {"http_api_million_requests", &AwsPrices::http_api_million_requests},
    {"rest_api_million_requests", &AwsPrices::rest_api_million_requests},
    {"log_gb", &AwsPrices::log_gb},
    {"secret_month", &AwsPrices::secret_month},
    {"alarm_month", &AwsPrices::alarm_month},
    {"composite_alarm_month", &AwsPrices::composite_alarm_month},
    {"metric_month", &AwsPrices::metric_month},
    {"dashboard_month", &AwsPrices::dashboard_month},
    {"scheduler_million_calls", &AwsPrices::scheduler_million_calls},
};

Error missing(std::string_view name) {
  return make_error(ErrorCode::invalid_argument, fmt::format("the table of prices has no `{}`", name));
}

bool is_number(const Value* value) {
  return value != nullptr && (value->is_integer() || value->type() == Value::Type::number);
}

Result<void> read_text(const Value& table, std::string_view name, std::string& into) {
  const Value* const text = table.find(name);
  if (text == nullptr || !text->is_text()) return missing(name);
  into = text->as_text();
  return {};
}

// The synthetic canary of aws-infrastructure/cdk/lib/synthetic-canary.ts: a function with 128 MB on arm64 that runs
// every minute and sends two requests. How long it takes, over TLS, is an estimate; the log has Lambda's two lines.
constexpr double kCanaryRuns = 730 * 60;
constexpr double kCanaryRequests = 2 * kCanaryRuns;
constexpr double kCanaryGbSeconds = kCanaryRuns * 0.3 * 128 / 1'024;
constexpr double kCanaryLogGb = kCanaryRuns * 650 / 1e9;

// `usd_per_request` is what a request costs phoney, whoever sends it.
double canary_usd(const AwsPrices& prices, double usd_per_request) {
  return kCanaryRuns / 1e6 * (prices.scheduler_million_calls + prices.lambda_million_requests) +
         kCanaryGbSeconds * prices.lambda_gb_second_arm64 + kCanaryLogGb * prices.log_gb +
         kCanaryRequests * usd_per_request;
}

}  // namespace

Result<AwsPrices> read_aws_prices(std::string_view json) {
  const auto table = read_json(json);
  if (!table) return table.error();
  AwsPrices prices;
  if (auto read = read_text(*table, "as_of", prices.as_of); !read) return read.error();
  if (auto read = read_text(*table, "region", prices.region); !read) return read.error();
  const Value* const usd = table->find("usd");
  if (usd == nullptr) return missing("usd");
  for (const auto& entry : kPrices) {
    const Value* const price = usd->find(entry.name);
    if (!is_number(price)) return missing(entry.name);
    prices.*entry.price = price->as_number();
  }
  return prices;
}

std::string_view built_in_aws_prices() {
  const char* const begin = phoney_embedded_aws_prices_json_begin;
  return {begin, static_cast<std::size_t>(phoney_embedded_aws_prices_json_end - begin)};
}

std::uint64_t billed_milliseconds(const Workload& workload) { return (workload.duration_us + 999) / 1'000; }

std::vector<CostItem> monthly_cost(const Workload& workload, const AwsPrices& prices) {
  const auto requests = static_cast<double>(workload.requests);
  const double gb_second_of_one =
      static_cast<double>(billed_milliseconds(workload)) / 1e3 * static_cast<double>(workload.memory_mb) / 1'024;
  const double gb_seconds = requests * gb_second_of_one;
  const double log_gb_of_one = static_cast<double>(workload.log_bytes) / 1e9;
  const double log_gb = requests * log_gb_of_one;
  const bool is_arm = workload.architecture == Architecture::arm64;
  const double per_gb_second = is_arm ? prices.lambda_gb_second_arm64 : prices.lambda_gb_second_x86_64;
  const bool is_rest = workload.gateway == Gateway::rest;
  const bool has_gateway = workload.gateway != Gateway::none;
  const double per_million = is_rest ? prices.rest_api_million_requests : prices.http_api_million_requests;
  const double through_gateway = has_gateway ? requests : 0;
  const double usd_per_request = (prices.lambda_million_requests + (has_gateway ? per_million : 0)) / 1e6 +
                                 gb_second_of_one * per_gb_second + log_gb_of_one * prices.log_gb;
  const auto each = [](std::string_view name, std::uint64_t count, std::string_view unit, double price) {
    return CostItem{name, static_cast<double>(count), unit, static_cast<double>(count) * price};
  };

  std::vector<CostItem> items{
      {"Lambda requests", requests, "requests", requests / 1e6 * prices.lambda_million_requests},
      {"Lambda compute", gb_seconds, "GB-s", gb_seconds * per_gb_second},
      {is_rest ? "API Gateway (REST)" : "API Gateway (HTTP)", through_gateway, "requests",
       through_gateway / 1e6 * per_million},
      {"CloudWatch logs", log_gb, "GB", log_gb * prices.log_gb},
      each("Secrets", workload.secrets, "secrets", prices.secret_month),
      each("Alarms", workload.alarms, "metrics", prices.alarm_month),
      each("Composite alarms", workload.composite_alarms, "alarms", prices.composite_alarm_month),
      each("Custom metrics", workload.metrics, "metrics", prices.metric_month),
      each("Dashboards", workload.dashboards, "dashboards", prices.dashboard_month),
      {"Synthetic canary", workload.canary ? kCanaryRuns : 0, "runs", canary_usd(prices, usd_per_request)},
  };
  std::erase_if(items, [](const CostItem& item) { return item.amount <= 0; });
  return items;
}

double total_usd(const std::vector<CostItem>& items) {
  double total = 0;
  for (const CostItem& item : items) total += item.usd;
  return total;
}

}  // namespace phoney::cli
