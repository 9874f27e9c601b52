// The settings of a Lambda function that Secrets Manager and Parameter Store keep: read once before the first
// invocation, and again beside later ones.

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

// What a refresh brought.
struct RefreshReport {
  std::vector<std::string> changed;   // names of settings with another value than before
  std::vector<std::string> warnings;  // about names that no setting has, where they are new
  std::vector<std::string> problems;  // why a place was not read; what it held before is kept
  std::optional<Error> refused;       // why the values were not accepted; all that was held before is kept
};

// One thread owns it and calls its functions; a refresh runs on threads of its own. It begins with an invocation and is
// ended with it: between two invocations Lambda freezes the process, and what was under way then fails after the thaw.
class RemoteSettings {
 public:
  // After a refresh with problems or refused values, and twice as long after each further one, up to the interval.
  static constexpr std::chrono::seconds kRetryInterval{30};

  RemoteSettings(bool use_secrets_manager, bool use_parameter_store, std::shared_ptr<RemoteFetcher> fetcher,
                 std::chrono::seconds refresh_interval);
  // Calls off a refresh that is under way, and waits for it to notice.
  ~RemoteSettings() = default;
  RemoteSettings(const RemoteSettings&) = delete;
  RemoteSettings& operator=(const RemoteSettings&) = delete;

  // Reads the places that are used, at once. The error, which names the place, is of the first that could not be read:
  // a function does not start with less than it was told to use.
  Result<void> load(Clock::Instant now);

  bool reads(RemotePlace place) const { return std::ranges::find(places_, place) != places_.end(); }

  // Sources for service::load_settings, to stand after the environment: Secrets Manager, then Parameter Store. They
  // keep the values of now, whatever a refresh brings.
  std::vector<service::SettingSource> sources() const;
  // Warnings of the values of now. No message here shows a value.
  std::vector<std::string> warnings() const;

  // Starts a refresh if `refresh_interval` has passed since the last reading. Costs a comparison if not.
  void refresh_if_due(Clock::Instant now);
  // The report of a refresh that was started, once. Waits for it for at most `patience`, and then calls it off, which
  // is a problem too. Where values have changed, `accept` is called with sources() that has the new ones; it has them
  // from then on, unless that fails.
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
