// Settings of a Lambda function in Secrets Manager and Parameter Store. They are read before the first invocation, and
// refreshed during later ones.

#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "lambda/remote_fetcher.h"
#include "service/settings/load.h"

namespace phoney::lambda {

// The result of a refresh.
struct RefreshReport {
  std::vector<std::string> changed;   // names of settings with another value than before
  std::vector<std::string> warnings;  // about new names that are not settings
  std::vector<std::string> problems;  // why a place was not read; its previous values remain
  std::optional<Error> refused;       // why the values were not accepted; all previous values remain
};

// What a start found.
struct StartReport {
  std::vector<std::string> warnings;  // about the values
  std::string fallback;               // why the parameters' fallback is used; empty: it is not
};

// One thread owns it and calls its functions; a refresh runs on its own threads. A refresh begins and ends with an
// invocation, because Lambda freezes the process between invocations, and connections fail after the thaw.
class RemoteSettings {
 public:
  // After a refresh with problems or refused values; doubles after each further one, up to the interval.
  static constexpr std::chrono::seconds kRetryInterval{30};
  // After a start with the fallback. Parameter Store takes 40 requests a second, so 1,000 functions that started
  // together need about half of this.
  static constexpr std::chrono::seconds kFallbackInterval{60};
  // Which places to read, and when.
  struct Plan {
    bool use_secrets_manager = false;
    bool use_parameter_store = false;
    std::chrono::seconds refresh_interval{300};
    // For a start at which Parameter Store does not answer in time, or refuses. Without one, such a start fails.
    std::optional<RemoteValues> fallback{};
    std::chrono::milliseconds fallback_after{200};
    // For a place that must be read, and for a refresh.
    std::chrono::milliseconds patience{4000};
  };
  static Plan plan_of(const RemoteOptions& options);

  // `jitter` returns numbers from 0 up to 1, which shorten the intervals, so that functions that started together do
  // not refresh together.
  RemoteSettings(Plan plan, std::shared_ptr<RemoteFetcher> fetcher, std::function<double()> jitter);
  // Cancels a running refresh and waits for it.
  ~RemoteSettings() = default;
  RemoteSettings(const RemoteSettings&) = delete;
  RemoteSettings& operator=(const RemoteSettings&) = delete;

  // Reads all used places at the same time. The error names the first place that could not be read and has no fallback:
  // a function does not start without a place that its settings name.
  Result<StartReport> load(Clock::Instant now);

  bool reads(RemotePlace place) const { return std::ranges::find(places_, place) != places_.end(); }

  // Sources for service::load_settings, for use after the environment: Secrets Manager, then Parameter Store. They keep
  // the present values after a refresh.
  std::vector<service::SettingSource> sources() const;
  // The present values; empty if the place is not read.
  std::optional<RemoteValues> values(RemotePlace place) const;

  // Starts a refresh if the interval has passed since the last one; otherwise costs a comparison.
  void refresh_if_due(Clock::Instant now);
  // Returns the report of a started refresh, once. Waits for at most `patience` and then cancels it, which is a problem
  // in the report. If values have changed, calls `accept` while sources() has the new values, which remain unless
  // `accept` fails.
  std::optional<RefreshReport> finish_refresh(std::chrono::milliseconds patience,
                                              const std::function<Result<void>()>& accept);

 private:
  using Fetched = std::map<RemotePlace, Result<RemoteValues>>;

  Fetched fetch_all(const RemoteFetcher::Effort& for_parameters, const std::stop_token& stop) const;
  std::chrono::nanoseconds early(std::chrono::nanoseconds interval, double most) const;

  const Plan plan_;
  const std::vector<RemotePlace> places_;
  const std::shared_ptr<RemoteFetcher> fetcher_;
  const std::function<double()> jitter_;
  std::map<RemotePlace, std::shared_ptr<const RemoteValues>> values_;
  bool has_fallback_ = false;  // the values of Parameter Store are the fallback's
  Clock::Instant read_at_{};
  std::chrono::nanoseconds interval_{};  // until the next refresh
  int retries_ = 0;                      // refreshes that failed, one after another
  std::future<Fetched> refresh_;
  std::jthread thread_;  // last: it uses the rest
};

}  // namespace phoney::lambda
