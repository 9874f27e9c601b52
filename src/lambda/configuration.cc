#include "lambda/configuration.h"

#include <algorithm>

#include <fmt/format.h>

namespace phoney::lambda {
namespace {

constexpr std::chrono::milliseconds kCallOff{250};
constexpr int kMostDoublings = 4;  // of the time between retries

std::vector<RemotePlace> used_places(bool secrets_manager, bool parameter_store) {
  std::vector<RemotePlace> places;
  if (secrets_manager) places.push_back(RemotePlace::secrets_manager);
  if (parameter_store) places.push_back(RemotePlace::parameter_store);
  return places;
}

std::string problem(RemotePlace place, const Error& error) {
  return fmt::format("{} could not be read: {}", to_string(place), error.message);
}

void compare(const RemoteValues& before, const RemoteValues& after, RefreshReport& report) {
  for (const auto& [name, text] : after.texts) {
    const auto old = before.texts.find(name);
    if (old == before.texts.end() || old->second != text) report.changed.push_back(name);
  }
  for (const auto& [name, text] : before.texts) {
    if (!after.texts.contains(name)) report.changed.push_back(name);
  }
  for (const std::string& warning : after.warnings) {
    if (std::ranges::find(before.warnings, warning) == before.warnings.end()) report.warnings.push_back(warning);
  }
}

}  // namespace

RemoteSettings::RemoteSettings(bool use_secrets_manager, bool use_parameter_store,
                               std::shared_ptr<RemoteFetcher> fetcher, std::chrono::seconds refresh_interval)
    : places_(used_places(use_secrets_manager, use_parameter_store)),
      fetcher_(std::move(fetcher)),
      refresh_interval_(refresh_interval),
      interval_(refresh_interval) {}

RemoteSettings::Fetched RemoteSettings::fetch_all(const std::stop_token& stop) const {
  Fetched fetched;
  if (places_.empty()) return fetched;
  // Each place on its own thread, except the first, which is read on this one.
  std::vector<std::pair<RemotePlace, std::future<Result<RemoteValues>>>> others;
  for (std::size_t i = 1; i < places_.size(); ++i) {
    others.emplace_back(places_[i], std::async(std::launch::async, [this, place = places_[i], stop] {
                          return fetcher_->fetch(place, stop);
                        }));
  }
  fetched.emplace(places_.front(), fetcher_->fetch(places_.front(), stop));
  for (auto& [place, values] : others) fetched.emplace(place, values.get());
  return fetched;
}

Result<void> RemoteSettings::load(Clock::Instant now) {
  Fetched fetched = fetch_all({});
  for (const auto& [place, values] : fetched) {
    if (values) continue;
    Error error = values.error();
    error.message = problem(place, error);
    return error;
  }
  for (auto& [place, values] : fetched) values_[place] = std::make_shared<RemoteValues>(std::move(*values));
  read_at_ = now;
  return {};
}

std::vector<service::SettingSource> RemoteSettings::sources() const {
  std::vector<service::SettingSource> sources;
  sources.reserve(values_.size());
  for (const auto& [place, values] : values_) {
    sources.push_back({std::string(to_string(place)),
                       [kept = values](const service::SettingSpec& spec) -> std::optional<std::string> {
                         const auto found = kept->texts.find(spec.name);
                         if (found == kept->texts.end()) return std::nullopt;
                         return found->second;
                       }});
  }
  return sources;
}

std::vector<std::string> RemoteSettings::warnings() const {
  std::vector<std::string> all;
  for (const auto& [place, values] : values_) all.insert(all.end(), values->warnings.begin(), values->warnings.end());
  return all;
}

void RemoteSettings::refresh_if_due(Clock::Instant now) {
  if (places_.empty() || refresh_.valid() || now - read_at_ < interval_) return;
  read_at_ = now;
  std::packaged_task<Fetched(std::stop_token)> task([this](const std::stop_token& stop) { return fetch_all(stop); });
  auto refresh = task.get_future();
  thread_ = std::jthread(std::move(task));
  refresh_ = std::move(refresh);  // not if there is no thread for it
}

std::optional<RefreshReport> RemoteSettings::finish_refresh(std::chrono::milliseconds patience,
                                                            const std::function<Result<void>()>& accept) {
  if (!refresh_.valid()) return std::nullopt;
  if (refresh_.wait_for(patience) != std::future_status::ready) {
    thread_.request_stop();
    // A name lookup cannot be cancelled; its report comes with a later invocation.
    if (refresh_.wait_for(kCallOff) != std::future_status::ready) return std::nullopt;
  }
  thread_.join();
  Fetched fetched = refresh_.get();
  RefreshReport report;
  const auto before = values_;
  for (auto& [place, values] : fetched) {
    if (!values) {
      report.problems.push_back(problem(place, values.error()));
      continue;
    }
    compare(*values_[place], *values, report);
    values_[place] = std::make_shared<RemoteValues>(std::move(*values));
  }
  if (!report.changed.empty()) {
    if (const auto accepted = accept(); !accepted) {
      report.refused = accepted.error();
      values_ = before;
    }
  }
  retries_ = report.problems.empty() && !report.refused ? 0 : retries_ + 1;
  interval_ = refresh_interval_;
  if (retries_ > 0) interval_ = std::min(interval_, kRetryInterval * (1 << std::min(retries_ - 1, kMostDoublings)));
  return report;
}

}  // namespace phoney::lambda
