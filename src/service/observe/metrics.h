// Metrics: counts of requests and responses, in Prometheus' text format.
//
// Each thread counts in its own shard, so that threads do not compete for cache lines; `append` adds the shards up.

#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/output.h"
#include "service/reason.h"

namespace phoney::service {

class Metrics {
 public:
  struct RouteName {
    std::string_view method;
    std::string_view pattern;
  };
  struct ResponseFacts {
    std::size_t route = 0;  // its place among the routes; their number and above: none
    int status = 0;
    std::chrono::nanoseconds duration{0};
    std::uint64_t bytes = 0;
    std::uint64_t records = 0;
    Reason cut_short = Reason::none;  // why it ended before its end
  };

  struct Gauge {
    std::string_view name;  // without the "phoney_"; a literal
    std::string_view help;  // a literal
    std::function<std::uint64_t()> value;
  };

  // The strings of `routes` must outlive the metrics. `threads` is the expected number of threads that count, or 0 if
  // it is unknown. It determines the memory; more threads may count.
  explicit Metrics(std::vector<RouteName> routes, unsigned threads = 0);
  ~Metrics();

  // From any thread.
  void count(const ResponseFacts& response);
  // Adds a value of the front end, read at each scrape. Call before the first request.
  void add_gauge(Gauge gauge) { gauges_.push_back(std::move(gauge)); }

  // The text form 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/
  void append(Output& out) const;

 private:
  struct Shard;
  struct Sum;
  Sum sum() const;

  std::vector<RouteName> routes_;  // the last: no route
  std::vector<Gauge> gauges_;
  std::vector<std::unique_ptr<Shard>> shards_;
};

}  // namespace phoney::service
