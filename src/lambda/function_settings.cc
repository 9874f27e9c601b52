#include "lambda/function_settings.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "service/settings/load.h"

namespace phoney::lambda {
namespace {

using service::LogLevel;
using service::SettingSource;
using service::SettingSpec;

SettingSource defaults_for(FunctionSettings::Use use) {
  return {"the function's defaults", [use](const SettingSpec& spec) -> std::optional<std::string> {
            if (spec.name == "ENV_STATE") return use == FunctionSettings::Use::function ? "prod" : "dev";
            return std::nullopt;
          }};
}

}  // namespace

Result<service::Settings> FunctionSettings::load() {
  if (const auto loaded = load_remote(); !loaded) return loaded.error();
  return combine();
}

Result<void> FunctionSettings::load_remote() {
  const aws::Environment environment = aws::process_environment();
  auto options = read_remote_options(environment);
  if (!options) return options.error();
  if (!options->use_secrets_manager && !options->use_parameter_store) return {};
  const bool secrets_manager = options->use_secrets_manager;
  const bool parameter_store = options->use_parameter_store;
  const auto refresh_interval = options->refresh_interval;
  auto remote = std::make_unique<RemoteSettings>(secrets_manager, parameter_store,
                                                 make_aws_fetcher(std::move(*options), environment), refresh_interval);
  if (const auto loaded = remote->load(Clock().now()); !loaded) {
    if (remote_ == nullptr) return loaded.error();
    // A snapshot holds good values, which are read anew when that is due.
    log_.say(LogLevel::error, "configuration_error",
             fmt::format("{}; the settings before stay in force", loaded.error().message));
    return {};
  }
  remote_ = std::move(remote);
  for (const std::string& warning : remote_->warnings()) log_.say(LogLevel::warning, "configuration_warning", warning);
  return {};
}

// Whoever keeps secrets relies on them: without one, the published ones for development must not take its place.
Result<void> FunctionSettings::check_secrets(std::span<const SettingSource> sources) const {
  if (remote_ == nullptr || !remote_->reads(RemotePlace::secrets_manager)) return {};
  for (const SettingSpec& spec : service::kSettingSpecs) {
    if (spec.name != "SECRET_KEY" && spec.name != "API_PASSWORD_HASH") continue;
    const bool found = std::ranges::any_of(sources, [&](const SettingSource& source) {
      const auto text = source.find(spec);
      return text && !text->empty();
    });
    if (!found) {
      return make_error(ErrorCode::invalid_argument,
                        fmt::format("{} is required with USE_SECRETS_MANAGER, and neither the environment nor what AWS "
                                    "keeps has it",
                                    spec.name),
                        std::string(spec.name));
    }
  }
  return {};
}

Result<service::Settings> FunctionSettings::combine() const {
  std::vector<SettingSource> sources{service::environment_source()};
  if (remote_) {
    for (SettingSource& source : remote_->sources()) sources.push_back(std::move(source));
  }
  if (const auto good = check_secrets(sources); !good) return good.error();
  sources.push_back(defaults_for(use_));
  auto loaded = service::load_settings(sources);
  if (!loaded) return loaded.error();
  return std::move(loaded->settings);
}

void FunctionSettings::refresh_if_due() {
  if (remote_) remote_->refresh_if_due(Clock().now());
}

std::optional<service::Settings> FunctionSettings::finish_refresh(std::chrono::milliseconds patience) {
  if (!remote_) return std::nullopt;
  std::optional<service::Settings> settings;
  const auto report = remote_->finish_refresh(patience, [&]() -> Result<void> {
    auto combined = combine();
    if (!combined) return combined.error();
    settings = std::move(*combined);
    return {};
  });
  if (!report) return std::nullopt;
  for (const std::string& text : report->problems) log_.say(LogLevel::error, "configuration_error", text);
  for (const std::string& text : report->warnings) log_.say(LogLevel::warning, "configuration_warning", text);
  if (report->refused) {
    log_.say(LogLevel::error, "configuration_error",
             fmt::format("{}; the settings before stay in force", report->refused->message));
  }
  if (settings)
    log_.say(LogLevel::info, "configuration_refreshed", fmt::format("changed: {}", fmt::join(report->changed, ", ")));
  return settings;
}

}  // namespace phoney::lambda
