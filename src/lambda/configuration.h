// The settings of a Lambda function that Secrets Manager and Parameter Store keep: read once before the first
// invocation, and again in the background of later ones.

#pragma once

#include <chrono>
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

// What a refresh in the background brought.
struct RefreshReport {
  std::vector<std::string> changed;   // names of settings with another value than before
  std::vector<std::string> warnings;  // about names that no setting has, where they are new
  std::vector<std::string> problems;  // why a place was not read; what it held before is kept
};

// One thread owns it and calls its functions; a refresh runs on threads of its own, which may be frozen together with
// the process at any point and go on later, or fail and be due again.
class RemoteSettings {
 public:
  static constexpr std::chrono::seconds kRefreshInterval{300};
  static constexpr std::chrono::seconds kRetryInterval{30};  // after a refresh with problems

  RemoteSettings(bool use_secrets_manager, bool use_parameter_store, std::shared_ptr<RemoteFetcher> fetcher);
  // Calls off a refresh that is under way, and waits for it to notice.
  ~RemoteSettings();
  RemoteSettings(const RemoteSettings&) = delete;
  RemoteSettings& operator=(const RemoteSettings&) = delete;

  // Reads the places that are used, at once. The error, which names the place, is of the first that could not be read:
  // a function does not start with less than it was told to use.
  Result<void> load(Clock::Instant now);

  // Sources for service::load_settings, to stand after the environment: Secrets Manager, then Parameter Store. They
  // keep the values of now, whatever a refresh brings.
  std::vector<service::SettingSource> sources() const;
  // Warnings of the values of now. No message here shows a value.
  std::vector<std::string> warnings() const;

  // Starts a refresh if the last reading is old enough. Costs a comparison if not.
  void refresh_if_due(Clock::Instant now);
  // The report of a refresh that is done, once; from then on sources() has its values. Does not wait.
  std::optional<RefreshReport> take_refresh();

 private:
  using Fetched = std::map<RemotePlace, Result<RemoteValues>>;

  Fetched fetch_all(const std::stop_token& stop) const;

  const std::vector<RemotePlace> places_;
  const std::shared_ptr<RemoteFetcher> fetcher_;
  std::map<RemotePlace, std::shared_ptr<const RemoteValues>> values_;
  Clock::Instant read_at_{};
  std::chrono::seconds interval_ = kRefreshInterval;
  std::stop_source stop_;
  std::future<Fetched> refresh_;
  std::thread thread_;
};

}  // namespace phoney::lambda
