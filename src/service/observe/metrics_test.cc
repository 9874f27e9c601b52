#include "service/observe/metrics.h"

#include <gtest/gtest.h>

#include <thread>

namespace phoney::service {
namespace {

using std::chrono::microseconds;

std::string text_of(const Metrics& metrics) {
  Output out;
  metrics.append(out);
  return std::string(out.view());
}

TEST(Metrics, Text) {
  Metrics metrics({{"GET", "/a"}, {"POST", "/b"}});
  metrics.count({1, 200, microseconds(50), 10, 3});
  metrics.count({1, 200, microseconds(51), 10, 4});
  metrics.count({1, 422, std::chrono::seconds(11), 5, 0});
  metrics.count({0, 200, microseconds(1), 1, 0, Reason::client_gone});
  metrics.count({0, 200, microseconds(1), 1, 0, Reason::client_gone});
  metrics.count({0, 200, microseconds(1), 1, 0, Reason::shutting_down});
  metrics.add_gauge({"connections", "Open connections.", [] { return std::uint64_t{12}; }});
  EXPECT_EQ(text_of(metrics), R"(# HELP phoney_requests_total HTTP requests, by method, route and status.
# TYPE phoney_requests_total counter
phoney_requests_total{method="GET",route="/a",status="200"} 3
phoney_requests_total{method="POST",route="/b",status="200"} 2
phoney_requests_total{method="POST",route="/b",status="422"} 1
# HELP phoney_request_duration_seconds Time from receiving a complete request to its response.
# TYPE phoney_request_duration_seconds histogram
phoney_request_duration_seconds_bucket{method="GET",route="/a",le="0.00005"} 3
phoney_request_duration_seconds_bucket{method="GET",route="/a",le="0.0001"} 3
phoney_request_duration_seconds_bucket{method="GET",route="/a",le="0.00025"} 3
phoney_request_duration_seconds_bucket{method="GET",route="/a",le="0.0005"} 3
phoney_request_duration_seconds_bucket{method="GET",route="/a",le="0.001"} 3
phoney_request_duration_seconds_bucket{method="GET",route="/a",le="0.0025"} 3
phoney_request_duration_seconds_bucket{method="GET",route="/a",le="0.01"} 3
phoney_request_duration_seconds_bucket{method="GET",route="/a",le="0.05"} 3
phoney_request_duration_seconds_bucket{method="GET",route="/a",le="0.1"} 3
phoney_request_duration_seconds_bucket{method="GET",route="/a",le="0.5"} 3
phoney_request_duration_seconds_bucket{method="GET",route="/a",le="1"} 3
phoney_request_duration_seconds_bucket{method="GET",route="/a",le="10"} 3
phoney_request_duration_seconds_bucket{method="GET",route="/a",le="+Inf"} 3
phoney_request_duration_seconds_sum{method="GET",route="/a"} 3e-06
phoney_request_duration_seconds_count{method="GET",route="/a"} 3
phoney_request_duration_seconds_bucket{method="POST",route="/b",le="0.00005"} 1
phoney_request_duration_seconds_bucket{method="POST",route="/b",le="0.0001"} 2
phoney_request_duration_seconds_bucket{method="POST",route="/b",le="0.00025"} 2
phoney_request_duration_seconds_bucket{method="POST",route="/b",le="0.0005"} 2
phoney_request_duration_seconds_bucket{method="POST",route="/b",le="0.001"} 2
phoney_request_duration_seconds_bucket{method="POST",route="/b",le="0.0025"} 2
phoney_request_duration_seconds_bucket{method="POST",route="/b",le="0.01"} 2
phoney_request_duration_seconds_bucket{method="POST",route="/b",le="0.05"} 2
phoney_request_duration_seconds_bucket{method="POST",route="/b",le="0.1"} 2
phoney_request_duration_seconds_bucket{method="POST",route="/b",le="0.5"} 2
phoney_request_duration_seconds_bucket{method="POST",route="/b",le="1"} 2
phoney_request_duration_seconds_bucket{method="POST",route="/b",le="10"} 2
phoney_request_duration_seconds_bucket{method="POST",route="/b",le="+Inf"} 3
phoney_request_duration_seconds_sum{method="POST",route="/b"} 11.000101
phoney_request_duration_seconds_count{method="POST",route="/b"} 3
# HELP phoney_responses_cut_short_total Responses cut short, by reason.
# TYPE phoney_responses_cut_short_total counter
phoney_responses_cut_short_total{reason="client_gone"} 2
phoney_responses_cut_short_total{reason="shutting_down"} 1
# HELP phoney_response_body_bytes_total Bytes of response bodies.
# TYPE phoney_response_body_bytes_total counter
phoney_response_body_bytes_total 28
# HELP phoney_records_generated_total Values and records generated.
# TYPE phoney_records_generated_total counter
phoney_records_generated_total 7
# HELP phoney_connections Open connections.
# TYPE phoney_connections gauge
phoney_connections 12
)");
}

TEST(Metrics, EveryStatusAndRouteHasAPlace) {
  const struct {
    std::size_t route;
    int status;
    std::string_view want;
  } tests[] = {
      {0, 201, R"({method="GET",route="/a",status="200"} 1)"}, {0, 409, R"({method="GET",route="/a",status="400"} 1)"},
      {0, 417, R"({method="GET",route="/a",status="417"} 1)"}, {0, 499, R"({method="GET",route="/a",status="499"} 1)"},
      {0, 504, R"({method="GET",route="/a",status="500"} 1)"}, {0, 0, R"({method="GET",route="/a",status="500"} 1)"},
      {1, 404, R"({method="",route="",status="404"} 1)"},      {99, 404, R"({method="",route="",status="404"} 1)"},
  };
  for (const auto& test : tests) {
    Metrics metrics(std::vector{Metrics::RouteName{"GET", "/a"}});
    metrics.count({test.route, test.status, {}, 0, 0});
    EXPECT_NE(text_of(metrics).find(test.want), std::string::npos) << test.want << text_of(metrics);
  }
}

TEST(Metrics, LosesNothingAmongThreads) {
  for (const unsigned announced : {0U, 1U, 3U, 100U}) {
    Metrics metrics(std::vector{Metrics::RouteName{"GET", "/a"}}, announced);
    {
      std::vector<std::jthread> threads;
      threads.reserve(4);
      for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
          for (int j = 0; j < 10'000; ++j) metrics.count({0, 200, {}, 1, 0});
        });
      }
    }
    EXPECT_NE(text_of(metrics).find("phoney_response_body_bytes_total 40000\n"), std::string::npos) << announced;
  }
}

}  // namespace
}  // namespace phoney::service
