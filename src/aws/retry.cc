#include "aws/retry.h"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <span>

#include "base/entropy.h"

namespace phoney::aws {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kTransientCodes[] = {"BandwidthLimitExceeded",
                                                "EC2ThrottledException",
                                                "ExpiredToken",
                                                "ExpiredTokenException",
                                                "InternalFailure",
                                                "InternalServerError",
                                                "InternalServiceError",
                                                "LimitExceededException",
                                                "PriorRequestNotComplete",
                                                "ProvisionedThroughputExceededException",
                                                "RequestExpired",
                                                "RequestLimitExceeded",
                                                "RequestThrottled",
                                                "RequestThrottledException",
                                                "RequestTimeTooSkewed",
                                                "RequestTimeout",
                                                "RequestTimeoutException",
                                                "ServiceUnavailable",
                                                "SlowDown",
                                                "ThrottledException",
                                                "Throttling",
                                                "ThrottlingException",
                                                "TooManyRequestsException",
                                                "TransactionInProgressException"};

class RealTiming final : public Timing {
 public:
  Clock::Instant wall() const override { return Clock().now(); }
  std::chrono::steady_clock::time_point steady() const override { return std::chrono::steady_clock::now(); }

  // The system's: all sandboxes that are restored from one snapshot would wait for the same time otherwise.
  double jitter() override {
    std::uint32_t bits = 0;
    fill_with_entropy(std::as_writable_bytes(std::span(&bits, 1)));
    return bits / 4294967296.0;
  }

  bool sleep(milliseconds time, const std::stop_token& stop) override {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any().wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
  }
};

}  // namespace

Timing& real_timing() {
  static RealTiming timing;
  return timing;
}

bool is_transient(int status, std::string_view code) {
  return status >= 500 || status == 429 || std::ranges::find(kTransientCodes, code) != std::end(kTransientCodes);
}

bool Backoff::pause(const Deadline& deadline) {
  if (!policy_.retries) return false;
  const int doublings = std::min(tries_ - 1, 16);
  const milliseconds bound = std::min(policy_.first_pause * (1 << doublings), policy_.longest_pause);
  const milliseconds pause(static_cast<milliseconds::rep>(timing_.jitter() * static_cast<double>(bound.count() + 1)));
  if (timing_.steady() + pause >= deadline.at || !timing_.sleep(pause, deadline.stop)) return false;
  ++tries_;
  return true;
}

}  // namespace phoney::aws
