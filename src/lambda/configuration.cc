#include "lambda/configuration.h"

#include <algorithm>

#include <fmt/format.h>

namespace phoney::lambda {
namespace {

constexpr std::chrono::milliseconds kCallOff{250};
// By how much intervals are shortened at most.
constexpr double kSpread = 0.2;
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

RemoteSettings::Plan RemoteSettings::plan_of(const RemoteOptions& options) {
  return {.use_secrets_manager = options.use_secrets_manager,
          .use_parameter_store = options.use_parameter_store,
          .refresh_interval = options.refresh_interval,
          .fallback = options.parameter_fallback,
          .fallback_after = options.parameter_wait};
}

RemoteSettings::RemoteSettings(Plan plan, std::shared_ptr<RemoteFetcher> fetcher, std::function<double()> jitter)
    : plan_(std::move(plan)),
      places_(used_places(plan_.use_secrets_manager, plan_.use_parameter_store)),
      fetcher_(std::move(fetcher)),
      jitter_(std::move(jitter)) {}

RemoteSettings::Fetched RemoteSettings::fetch_all(const RemoteFetcher::Effort& for_parameters,
                                                  const std::stop_token& stop) const {
  Fetched fetched;
  if (places_.empty()) return fetched;
  const auto fetch = [&](RemotePlace place) {
    const RemoteFetcher::Effort effort{plan_.patience};
    return fetcher_->fetch(place, place == RemotePlace::parameter_store ? for_parameters : effort, stop);
  };
  // Each place on its own thread, except the first, which is read on this one.
  std::vector<std::pair<RemotePlace, std::future<Result<RemoteValues>>>> others;
  for (std::size_t i = 1; i < places_.size(); ++i) {
    others.emplace_back(places_[i],
                        std::async(std::launch::async, [&fetch, place = places_[i]] { return fetch(place); }));
  }
  fetched.emplace(places_.front(), fetch(places_.front()));
  for (auto& [place, values] : others) fetched.emplace(place, values.get());
  return fetched;
}

// Shorter by up to that part.
std::chrono::nanoseconds RemoteSettings::early(std::chrono::nanoseconds interval, double most) const {
  const double left = 1 - most * jitter_();
  return std::chrono::nanoseconds(static_cast<std::int64_t>(static_cast<double>(interval.count()) * left));
}

Result<StartReport> RemoteSettings::load(Clock::Instant now) {
  // Where many functions start together, retries would only make the refusals more.
  Fetched fetched = plan_.fallback ? fetch_all({plan_.fallback_after, false}, {}) : fetch_all({plan_.patience}, {});
  StartReport report;
  for (auto& [place, values] : fetched) {
    if (values) continue;
    if (place == RemotePlace::parameter_store && plan_.fallback) {
      report.fallback = problem(place, values.error());
      values = *plan_.fallback;
      continue;
    }
    Error error = values.error();
    error.message = problem(place, error);
    return error;
  }
  for (auto& [place, values] : fetched) {
    report.warnings.insert(report.warnings.end(), values->warnings.begin(), values->warnings.end());
    values_[place] = std::make_shared<RemoteValues>(std::move(*values));
  }
  has_fallback_ = !report.fallback.empty();
  read_at_ = now;
  interval_ = has_fallback_ ? std::min(early(kFallbackInterval, 1), std::chrono::nanoseconds(plan_.refresh_interval))
                            : early(plan_.refresh_interval, kSpread);
  return report;
}

std::optional<RemoteValues> RemoteSettings::values(RemotePlace place) const {
  const auto found = values_.find(place);
  return found == values_.end() ? std::nullopt : std::optional(*found->second);
}

std::vector<service::SettingSource> RemoteSettings::sources() const {
  std::vector<service::SettingSource> sources;
  sources.reserve(values_.size());
  for (const auto& [place, values] : values_) {
    const bool is_fallback = has_fallback_ && place == RemotePlace::parameter_store;
    sources.push_back({std::string(is_fallback ? "PARAMETER_FALLBACK" : to_string(place)),
                       [kept = values](const service::SettingSpec& spec) -> std::optional<std::string> {
                         const auto found = kept->texts.find(spec.name);
                         if (found == kept->texts.end()) return std::nullopt;
                         return found->second;
                       }});
  }
  return sources;
}

void RemoteSettings::refresh_if_due(Clock::Instant now) {
  if (places_.empty() || refresh_.valid() || now - read_at_ < interval_) return;
  read_at_ = now;
  std::packaged_task<Fetched(std::stop_token)> task(
      [this](const std::stop_token& stop) { return fetch_all({plan_.patience}, stop); });
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
  const bool had_fallback = has_fallback_;
  for (auto& [place, values] : fetched) {
    if (!values) {
      report.problems.push_back(problem(place, values.error()));
      continue;
    }
    compare(*values_[place], *values, report);
    values_[place] = std::make_shared<RemoteValues>(std::move(*values));
    if (place == RemotePlace::parameter_store) has_fallback_ = false;
  }
  if (!report.changed.empty()) {
    if (const auto accepted = accept(); !accepted) {
      report.refused = accepted.error();
      values_ = before;
      has_fallback_ = had_fallback;
    }
  }
  retries_ = report.problems.empty() && !report.refused ? 0 : retries_ + 1;
  auto interval = plan_.refresh_interval;
  if (retries_ > 0) interval = std::min(interval, kRetryInterval * (1 << std::min(retries_ - 1, kMostDoublings)));
  interval_ = early(interval, kSpread);
  return report;
}

}  // namespace phoney::lambda
