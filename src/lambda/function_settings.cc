#include "lambda/function_settings.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "service/settings/load.h"
#include "service/settings/unprefixed.h"

namespace phoney::lambda {
namespace {

using service::LogLevel;
using service::SettingSource;
using service::SettingSpec;

// Lambda's runtime sets these. Other programs in the function may have settings with these names.
constexpr std::string_view kWithoutMeaning[] = {"HOST", "PORT", "THREADS", "LOG_LEVEL", "LOG_FORMAT"};

bool has_meaning(const SettingSpec& spec) {
  return std::ranges::find(kWithoutMeaning, spec.name) == std::end(kWithoutMeaning);
}

SettingSource old_names_source() {
  return {"the environment", [](const SettingSpec& spec) {
            return has_meaning(spec) ? service::find_environment_variable(service::bare_name(spec)) : std::nullopt;
          }};
}

SettingSource defaults_for(FunctionSettings::Use use) {
  return {"the function's defaults", [use](const SettingSpec& spec) -> std::optional<std::string> {
            if (spec.name == "ENV_STATE") return use == FunctionSettings::Use::function ? "prod" : "dev";
            return std::nullopt;
          }};
}

}  // namespace

Result<service::Settings> FunctionSettings::load() {
  if (const auto loaded = load_remote(); !loaded) return loaded.error();
  if (use_ == Use::function) tell_of_old_names();
  return combine();
}

void FunctionSettings::tell_of_old_names() {
  auto old = service::unprefixed_settings(service::find_environment_variable);
  std::erase_if(old, [](const SettingSpec* spec) { return !has_meaning(*spec); });
  if (old.empty()) return;
  log_.say(
      LogLevel::warning, "configuration_warning",
      fmt::format(
          "the environment contains settings with deprecated names, without the prefix PHONEY_: {}. Rename them to {}",
          service::names_of(old, service::bare_name), service::names_of(old, service::prefixed_name)));
}

Result<void> FunctionSettings::load_remote() {
  const aws::Environment environment = aws::process_environment();
  auto options = read_remote_options(environment);
  if (!options) return options.error();
  if (!options->use_secrets_manager && !options->use_parameter_store) return {};
  RemoteSettings::Plan plan = RemoteSettings::plan_of(*options);
  // The values of a snapshot are those of its deployment, or newer.
  if (remote_ != nullptr && plan.fallback) plan.fallback = remote_->values(RemotePlace::parameter_store);
  auto remote = std::make_unique<RemoteSettings>(std::move(plan), make_aws_fetcher(std::move(*options), environment),
                                                 [] { return aws::real_timing().jitter(); });
  const auto loaded = remote->load(Clock().now());
  if (!loaded) {
    if (remote_ == nullptr) return loaded.error();
    // A snapshot has valid values, which are read again when due.
    log_.say(LogLevel::error, "configuration_error",
             fmt::format("{}; the previous settings stay in force", loaded.error().message));
    return {};
  }
  remote_ = std::move(remote);
  for (const std::string& warning : loaded->warnings) log_.say(LogLevel::warning, "configuration_warning", warning);
  if (!loaded->fallback.empty()) {
    log_.say(LogLevel::warning, "configuration_fallback",
             fmt::format("{}; the values of the deployment are used until it can be read", loaded->fallback));
  }
  return {};
}

// If secrets are stored in AWS, a missing one must not be replaced by a published development secret.
std::vector<Error> FunctionSettings::missing_secrets(std::span<const SettingSource> sources) const {
  std::vector<Error> errors;
  if (remote_ == nullptr || !remote_->reads(RemotePlace::secrets_manager)) return errors;
  for (const SettingSpec& spec : service::kSettingSpecs) {
    if (spec.name != "SECRET_KEY" && spec.name != "API_PASSWORD_HASH") continue;
    const bool found = std::ranges::any_of(sources, [&](const SettingSource& source) {
      const auto text = source.find(spec);
      return text && !text->empty();
    });
    if (found) continue;
    errors.push_back(make_error(
        ErrorCode::invalid_argument,
        fmt::format(
            "{} is required with USE_SECRETS_MANAGER; set it in the environment, in Parameter Store or in the secret",
            spec.name),
        std::string(spec.name)));
  }
  return errors;
}

Result<service::Settings> FunctionSettings::combine() const {
  std::vector<SettingSource> sources{service::environment_source()};
  if (use_ == Use::function) sources.push_back(old_names_source());
  if (remote_) {
    for (SettingSource& source : remote_->sources()) sources.push_back(std::move(source));
  }
  std::vector<Error> errors = missing_secrets(sources);
  sources.push_back(defaults_for(use_));
  service::LoadedSettings loaded = service::load_settings(sources);
  for (Error& error : loaded.errors) {
    if (std::ranges::find(errors, error.field, &Error::field) == errors.end()) errors.push_back(std::move(error));
  }
  if (!errors.empty()) return service::joined(errors);
  return std::move(loaded.settings);
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
             fmt::format("{}; the previous settings stay in force", report->refused->message));
  }
  if (settings)
    log_.say(LogLevel::info, "configuration_refreshed", fmt::format("changed: {}", fmt::join(report->changed, ", ")));
  return settings;
}

}  // namespace phoney::lambda
