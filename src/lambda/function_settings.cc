#include "lambda/function_settings.h"

#include <vector>

#include "service/settings/load.h"

namespace phoney::lambda {
namespace {

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
  const std::vector<SettingSource> sources{service::environment_source(), defaults_for(use_)};
  auto loaded = service::load_settings(sources);
  if (!loaded) return loaded.error();
  return std::move(loaded->settings);
}

void FunctionSettings::refresh_if_due() {}

std::optional<service::Settings> FunctionSettings::take_change() { return std::nullopt; }

}  // namespace phoney::lambda
