// `phoney cost`: estimates the monthly cost on AWS.

#include <iterator>

#include <fmt/format.h>

#include "base/quantity.h"
#include "cli/aws_cost.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/sink.h"

namespace phoney::cli {
namespace {

constexpr OptionSpec kRequestsOption{"--requests", 0, "N", "Requests per month: 250k, 1M.", Completes::nothing, "1M"};
constexpr OptionSpec kMemoryOption{"--memory",         0,    "SIZE", "Memory of the function: 512 (in MB), 1.5GB.",
                                   Completes::nothing, "128"};
constexpr OptionSpec kDurationOption{"--duration",       0,    "TIME", "Duration of a request: 2ms, 1.5s.",
                                     Completes::nothing, "2ms"};
constexpr std::string_view kArchitectureNames[] = {"arm64", "x86_64"};
constexpr OptionSpec kArchOption{"--arch",           0,       "ARCH", "Processor: arm64 or x86_64.",
                                 Completes::nothing, "arm64", "",     kArchitectureNames};
constexpr std::string_view kGatewayNames[] = {"http", "rest", "none"};
constexpr OptionSpec kGatewayOption{
    "--gateway",        0,      "KIND", "Kind of API Gateway: http, rest, or none for a Function URL.",
    Completes::nothing, "http", "",     kGatewayNames};
constexpr OptionSpec kLogBytesOption{"--log-bytes",      0,     "N", "Bytes logged per request: 600, 4k.",
                                     Completes::nothing, "1800"};
constexpr OptionSpec kSecretsOption{"--secrets", 0, "N", "Secrets in Secrets Manager.", Completes::nothing, "1"};
constexpr OptionSpec kAlarmsOption{"--alarms", 0, "N", "Metrics that alarms watch.", Completes::nothing, "0"};
constexpr OptionSpec kCompositeAlarmsOption{"--composite-alarms", 0,  "N", "Alarms that combine other alarms.",
                                            Completes::nothing,   "0"};
constexpr OptionSpec kMetricsOption{"--metrics", 0, "N", "Custom metrics.", Completes::nothing, "0"};
constexpr OptionSpec kDashboardsOption{"--dashboards", 0, "N", "Dashboards.", Completes::nothing, "0"};
constexpr OptionSpec kCanaryOption{"--canary", 0, "",
                                   "The stack's synthetic canary, which asks the service every minute."};
constexpr OptionSpec kJsonOption{"--json", 0, "", "Print JSON."};

constexpr Unit kSizes[] = {{"", 1}, {"MB", 1}, {"GB", 1'024}};
constexpr Unit kTimes[] = {{"us", 1}, {"ms", 1'000}, {"s", 1'000'000}};

struct QuantityOption {
  std::string_view name;
  std::uint64_t Workload::* member;
  std::span<const Unit> units;
  std::uint64_t least;
  std::uint64_t most;
  std::string_view takes;
};

// The bounds are Lambda's, or catch typing mistakes.
constexpr QuantityOption kQuantities[] = {
    {kRequestsOption.name, &Workload::requests, kCounts, 0, 1'000'000'000'000,
     "a number up to 1000G such as 250k or 1.5M"},
    {kMemoryOption.name, &Workload::memory_mb, kSizes, 128, 10'240, "128MB to 10240MB, such as 128, 512MB or 1.5GB"},
    {kDurationOption.name, &Workload::duration_us, kTimes, 1, 900'000'000,
     "a time with its unit, up to 900s, such as 2ms or 1.5s"},
    {kLogBytesOption.name, &Workload::log_bytes, kCounts, 0, 1'000'000'000,
     "a number of bytes up to 1G such as 600 or 4k"},
    {kSecretsOption.name, &Workload::secrets, kCounts, 0, 1'000'000, "a number up to 1M"},
    {kAlarmsOption.name, &Workload::alarms, kCounts, 0, 1'000'000, "a number up to 1M"},
    {kCompositeAlarmsOption.name, &Workload::composite_alarms, kCounts, 0, 1'000'000, "a number up to 1M"},
    {kMetricsOption.name, &Workload::metrics, kCounts, 0, 1'000'000, "a number up to 1M"},
    {kDashboardsOption.name, &Workload::dashboards, kCounts, 0, 1'000'000, "a number up to 1M"},
};

template <class T>
struct Choice {
  std::string_view name;
  T value;
};
constexpr Choice<Architecture> kArchitectures[] = {{"arm64", Architecture::arm64}, {"x86_64", Architecture::x86_64}};
constexpr Choice<Gateway> kGateways[] = {{"http", Gateway::http}, {"rest", Gateway::rest}, {"none", Gateway::none}};

Error option_error(std::string_view option, std::string_view takes, std::string_view text) {
  return make_error(ErrorCode::usage, fmt::format("`{}` takes {}, not \"{}\"", option, takes, text));
}

template <class T>
Result<void> read_choice(const Invocation& invocation, std::string_view option, std::span<const Choice<T>> choices,
                         std::string_view takes, T& into) {
  const auto text = invocation.find(option);
  if (!text) return {};
  for (const Choice<T>& choice : choices) {
    if (choice.name != *text) continue;
    into = choice.value;
    return {};
  }
  return option_error(option, takes, *text);
}

Result<Workload> read_workload(const Invocation& invocation) {
  Workload workload;
  workload.canary = invocation.has(kCanaryOption.name);
  for (const QuantityOption& option : kQuantities) {
    const auto text = invocation.find(option.name);
    if (!text) continue;
    const auto quantity = parse_quantity(*text, option.units);
    if (!quantity || *quantity < option.least || *quantity > option.most)
      return option_error(option.name, option.takes, *text);
    workload.*option.member = *quantity;
  }
  auto read =
      read_choice<Architecture>(invocation, kArchOption.name, kArchitectures, "arm64 or x86_64", workload.architecture);
  if (read)
    read = read_choice<Gateway>(invocation, kGatewayOption.name, kGateways, "http, rest or none", workload.gateway);
  if (!read) return read.error();
  return workload;
}

std::string_view architecture_name(const Workload& workload) {
  return workload.architecture == Architecture::arm64 ? "arm64" : "x86_64";
}

std::string as_table(const Workload& workload, const AwsPrices& prices, const std::vector<CostItem>& items) {
  std::string text =
      fmt::format("A month in {}, {}, {} MB, {} ms billed; prices of {} without free tier\n\n", prices.region,
                  architecture_name(workload), workload.memory_mb, billed_milliseconds(workload), prices.as_of);
  for (const CostItem& item : items) {
    const int digits = item.unit == "GB" || item.unit == "GB-s" ? 2 : 0;
    fmt::format_to(std::back_inserter(text), "{:<20}{:>16.{}f} {:<10}{:>12.4f} USD\n", item.name, item.amount, digits,
                   item.unit, item.usd);
  }
  fmt::format_to(std::back_inserter(text), "{:<47}{:>12.2f} USD\n", "Total", total_usd(items));
  return text;
}

std::string as_json(const Workload& workload, const AwsPrices& prices, const std::vector<CostItem>& items) {
  std::string text = fmt::format(
      R"({{"region":"{}","as_of":"{}","arch":"{}","requests":{},"memory_mb":{},"billed_ms":{},"log_bytes":{},"items":[)",
      prices.region, prices.as_of, architecture_name(workload), workload.requests, workload.memory_mb,
      billed_milliseconds(workload), workload.log_bytes);
  for (const CostItem& item : items) {
    if (&item != items.data()) text += ',';
    fmt::format_to(std::back_inserter(text), R"({{"name":"{}","amount":{:.6f},"unit":"{}","usd":{:.6f}}})", item.name,
                   item.amount, item.unit, item.usd);
  }
  return text + fmt::format("],\"total_usd\":{:.6f}}}\n", total_usd(items));
}

int run_cost(const Engine&, const Invocation& invocation) {
  const auto workload = read_workload(invocation);
  if (!workload) return report(workload.error());
  const auto prices = read_aws_prices(built_in_aws_prices());
  if (!prices) return report(prices.error());
  const auto items = monthly_cost(*workload, *prices);
  return print(invocation.has(kJsonOption.name) ? as_json(*workload, *prices, items)
                                                : as_table(*workload, *prices, items));
}

constexpr OptionSpec kOptions[] = {
    kRequestsOption, kMemoryOption, kDurationOption,        kArchOption,    kGatewayOption,    kLogBytesOption,
    kSecretsOption,  kAlarmsOption, kCompositeAlarmsOption, kMetricsOption, kDashboardsOption, kCanaryOption,
    kJsonOption};
constexpr Example kExamples[] = {
    {"phoney cost --requests 10M", "Ten million requests per month, 2 ms each, with 128 MB."},
    {"phoney cost --memory 1GB --duration 150ms --arch x86_64 --log-bytes 4k", "A larger function that logs more."},
};

}  // namespace

constinit const Command cost_command{
    "cost",
    "Estimate the monthly cost on AWS",
    "Prices are list prices, without free tier, discounts, taxes and data transfer. A GB of logs\n"
    "is 10^9 bytes.\n",
    {},
    kOptions,
    kExamples,
    run_cost,
};

}  // namespace phoney::cli
