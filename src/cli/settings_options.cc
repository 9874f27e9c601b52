#include "cli/settings_options.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "cli/report.h"
#include "cli/settings_files.h"
#include "service/settings/misspelt.h"
#include "service/settings/unprefixed.h"

namespace phoney::cli {
namespace {

using service::LoadedSettings;
using service::SettingSource;
using service::SettingSpec;

std::string option_name(const SettingSpec& spec) { return std::string(spec.option); }

SettingSource command_line_source(const Invocation& invocation) {
  return {.name = "the command line",
          .find = [&invocation](const SettingSpec& spec) -> std::optional<std::string> {
            if (spec.option.empty()) return std::nullopt;
            const auto text = invocation.find(spec.option);
            if (!text) return std::nullopt;
            return std::string(*text);
          },
          .spell = option_name};
}

void hint_at_environment(std::vector<std::string>& hints) {
  std::string hint = service::explain_unprefixed(service::find_environment_variable, "the environment");
  if (!hint.empty()) hints.push_back(std::move(hint));
}

}  // namespace

LoadedSettings read_settings(const Invocation& invocation, service::SettingFilter is_read) {
  std::vector<SettingSource> sources{command_line_source(invocation), service::environment_source(),
                                     service::platform_port_source()};
  const auto chosen = invocation.find(kEnvFileOption.name);
  SettingsFile file = chosen ? read_own_file(std::string(*chosen)) : read_shared_file();
  std::ranges::move(file.sources, std::back_inserter(sources));
  LoadedSettings loaded = service::load_settings(sources, is_read);
  for (Error& error : loaded.errors) error.field.clear();  // the message names it
  loaded.errors.insert(loaded.errors.begin(), file.errors.begin(), file.errors.end());
  loaded.hints = std::move(file.hints);
  hint_at_environment(loaded.hints);
  std::ranges::move(service::misspelt_settings(service::prefixed_environment(), "the environment"),
                    std::back_inserter(loaded.hints));
  return loaded;
}

int report_bad_settings(const LoadedSettings& loaded) {
  const int code = report(loaded.errors.front());
  for (const Error& error : std::span(loaded.errors).subspan(1)) report(error);
  for (const std::string& hint : loaded.hints) warn(hint);
  return code;
}

}  // namespace phoney::cli
