#include "service/observe/metrics.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace phoney::service {
namespace {

constexpr unsigned kMostShards = 16;
// Statuses with a count of their own; others count as their class's x00.
constexpr std::array kStatuses{200, 204, 300, 304, 400, 401, 403, 404, 405, 406, 408,
                               413, 414, 415, 417, 422, 429, 431, 499, 500, 501, 503};
// Upper bounds, in nanoseconds and as Prometheus has them, in seconds.
constexpr std::array<std::int64_t, 12> kBounds{50'000,      100'000,     250'000,       500'000,
                                               1'000'000,   2'500'000,   10'000'000,    50'000'000,
                                               100'000'000, 500'000'000, 1'000'000'000, 10'000'000'000};
constexpr std::array<std::string_view, 12> kBoundNames{"0.00005", "0.0001", "0.00025", "0.0005", "0.001", "0.0025",
                                                       "0.01",    "0.05",   "0.1",     "0.5",    "1",     "10"};

std::size_t status_slot(int status) {
  auto found = std::ranges::find(kStatuses, status);
  if (found == kStatuses.end()) found = std::ranges::find(kStatuses, status / 100 * 100);
  return static_cast<std::size_t>((found == kStatuses.end() ? std::ranges::find(kStatuses, 500) : found) -
                                  kStatuses.begin());
}

std::size_t number_of_this_thread() {
  static std::atomic<std::size_t> next{0};
  thread_local const std::size_t mine = next++;
  return mine;
}

template <class Number>
struct RouteCounts {
  std::array<Number, kStatuses.size()> statuses{};
  std::array<Number, kBounds.size() + 1> durations{};
  Number nanoseconds{};
};

void append_family(Output& out, std::string_view name, std::string_view type, std::string_view help) {
  out.append(fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help));
}

}  // namespace

struct alignas(64) Metrics::Shard {
  using Counter = std::atomic<std::uint64_t>;
  explicit Shard(std::size_t routes) : counts(routes) {}

  std::vector<RouteCounts<Counter>> counts;
  std::array<Counter, kReasons> cut_short{};
  Counter bytes{0};
  Counter records{0};
};

struct Metrics::Sum {
  std::vector<RouteCounts<std::uint64_t>> counts;
  std::array<std::uint64_t, kReasons> cut_short{};
  std::uint64_t bytes = 0;
  std::uint64_t records = 0;
};

Metrics::Metrics(std::vector<RouteName> routes, unsigned threads) : routes_(std::move(routes)) {
  routes_.push_back({"", ""});
  const unsigned shards = threads == 0 ? kMostShards : std::min(threads, kMostShards);
  for (unsigned i = 0; i < shards; ++i) shards_.push_back(std::make_unique<Shard>(routes_.size()));
}

Metrics::~Metrics() = default;

void Metrics::count(const ResponseFacts& response) {
  constexpr auto kRelaxed = std::memory_order_relaxed;
  Shard& shard = *shards_[number_of_this_thread() % shards_.size()];
  auto& route = shard.counts[std::min(response.route, routes_.size() - 1)];
  const std::int64_t duration = response.duration.count();
  const auto bound = static_cast<std::size_t>(std::ranges::lower_bound(kBounds, duration) - kBounds.begin());
  route.statuses[status_slot(response.status)].fetch_add(1, kRelaxed);
  route.durations[bound].fetch_add(1, kRelaxed);
  route.nanoseconds.fetch_add(static_cast<std::uint64_t>(std::max<std::int64_t>(duration, 0)), kRelaxed);
  if (response.cut_short != Reason::none)
    shard.cut_short[static_cast<std::size_t>(response.cut_short)].fetch_add(1, kRelaxed);
  shard.bytes.fetch_add(response.bytes, kRelaxed);
  if (response.records != 0) shard.records.fetch_add(response.records, kRelaxed);
}

Metrics::Sum Metrics::sum() const {
  Sum sum;
  sum.counts.resize(routes_.size());
  for (const auto& shard : shards_) {
    for (std::size_t i = 0; i < routes_.size(); ++i) {
      for (std::size_t j = 0; j < kStatuses.size(); ++j) sum.counts[i].statuses[j] += shard->counts[i].statuses[j];
      for (std::size_t j = 0; j <= kBounds.size(); ++j) sum.counts[i].durations[j] += shard->counts[i].durations[j];
      sum.counts[i].nanoseconds += shard->counts[i].nanoseconds;
    }
    for (std::size_t i = 0; i < kReasons; ++i) sum.cut_short[i] += shard->cut_short[i];
    sum.bytes += shard->bytes;
    sum.records += shard->records;
  }
  return sum;
}

void Metrics::append(Output& out) const {
  const Sum total = sum();
  append_family(out, "phoney_requests_total", "counter", "HTTP requests, by method, route and status.");
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    for (std::size_t j = 0; j < kStatuses.size(); ++j) {
      if (total.counts[i].statuses[j] == 0) continue;
      out.append(fmt::format("phoney_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}\n",
                             routes_[i].method, routes_[i].pattern, kStatuses[j], total.counts[i].statuses[j]));
    }
  }
  append_family(out, "phoney_request_duration_seconds", "histogram",
                "Time from receiving a complete request to its response.");
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    const auto& counts = total.counts[i];
    const std::string labels = fmt::format("method=\"{}\",route=\"{}\"", routes_[i].method, routes_[i].pattern);
    std::uint64_t below = 0;
    for (const std::uint64_t count : counts.durations) below += count;
    if (below == 0) continue;
    const std::uint64_t all = std::exchange(below, 0);
    for (std::size_t j = 0; j < kBounds.size(); ++j) {
      below += counts.durations[j];
      out.append(
          fmt::format("phoney_request_duration_seconds_bucket{{{},le=\"{}\"}} {}\n", labels, kBoundNames[j], below));
    }
    out.append(
        fmt::format("phoney_request_duration_seconds_bucket{{{0},le=\"+Inf\"}} {1}\n"
                    "phoney_request_duration_seconds_sum{{{0}}} {2}\n"
                    "phoney_request_duration_seconds_count{{{0}}} {1}\n",
                    labels, all, static_cast<double>(counts.nanoseconds) / 1e9));
  }
  append_family(out, "phoney_responses_cut_short_total", "counter", "Responses cut short, by reason.");
  for (std::size_t i = 0; i < kReasons; ++i) {
    if (total.cut_short[i] == 0) continue;
    out.append(fmt::format("phoney_responses_cut_short_total{{reason=\"{}\"}} {}\n", to_string(static_cast<Reason>(i)),
                           total.cut_short[i]));
  }
  append_family(out, "phoney_response_body_bytes_total", "counter", "Bytes of response bodies.");
  out.append(fmt::format("phoney_response_body_bytes_total {}\n", total.bytes));
  append_family(out, "phoney_records_generated_total", "counter", "Values and records generated.");
  out.append(fmt::format("phoney_records_generated_total {}\n", total.records));
  for (const Gauge& gauge : gauges_) {
    const std::string name = fmt::format("phoney_{}", gauge.name);
    append_family(out, name, "gauge", gauge.help);
    out.append(fmt::format("{} {}\n", name, gauge.value()));
  }
}

}  // namespace phoney::service
