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

// One thread owns it and calls its functions; a refresh runs on its own threads. A refresh begins and ends with an
// invocation, because Lambda freezes the process between invocations, and connections fail after the thaw.
class RemoteSettings {
 public:
  // After a refresh with problems or refused values; doubles after each further one, up to the interval.
  static constexpr std::chrono::seconds kRetryInterval{30};

  RemoteSettings(bool use_secrets_manager, bool use_parameter_store, std::shared_ptr<RemoteFetcher> fetcher,
                 std::chrono::seconds refresh_interval);
  // Cancels a running refresh and waits for it.
  ~RemoteSettings() = default;
  RemoteSettings(const RemoteSettings&) = delete;
  RemoteSettings& operator=(const RemoteSettings&) = delete;

  // Reads all used places at the same time. The error names the first place that could not be read: a function does not
  // start without a place that it was told to use.
  Result<void> load(Clock::Instant now);

  bool reads(RemotePlace place) const { return std::ranges::find(places_, place) != places_.end(); }

  // Sources for service::load_settings, for use after the environment: Secrets Manager, then Parameter Store. They keep
  // the present values after a refresh.
  std::vector<service::SettingSource> sources() const;
  // Warnings about the present values. No message shows a value.
  std::vector<std::string> warnings() const;

  // Starts a refresh if `refresh_interval` has passed since the last one; otherwise costs a comparison.
  void refresh_if_due(Clock::Instant now);
  // Returns the report of a started refresh, once. Waits for at most `patience` and then cancels it, which is a problem
  // in the report. If values have changed, calls `accept` while sources() has the new values, which remain unless
  // `accept` fails.
  std::optional<RefreshReport> finish_refresh(std::chrono::milliseconds patience,
                                              const std::function<Result<void>()>& accept);

 private:
  using Fetched = std::map<RemotePlace, Result<RemoteValues>>;

  Fetched fetch_all(const std::stop_token& stop) const;

  const std::vector<RemotePlace> places_;
  const std::shared_ptr<RemoteFetcher> fetcher_;
  std::map<RemotePlace, std::shared_ptr<const RemoteValues>> values_;
  const std::chrono::seconds refresh_interval_;
  Clock::Instant read_at_{};
  std::chrono::seconds interval_;  // until the next refresh
  int retries_ = 0;                // refreshes that failed, one after another
  std::future<Fetched> refresh_;
  std::jthread thread_;  // last: it uses the rest
};

}  // namespace phoney::lambda
