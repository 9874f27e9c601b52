// `phoney config`: prints the settings that `phoney serve` would use.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/report.h"
#include "cli/settings_options.h"
#include "cli/sink.h"
#include "service/settings/warnings.h"

namespace phoney::cli {
namespace {

constexpr OptionSpec kDescribeOption{"--describe", 0, "", "Print a Markdown table of all settings instead."};

constexpr auto kOptions = [] {
  std::array<OptionSpec, kSettingsOptions.size() + 1> options{kDescribeOption};
  std::ranges::copy(kSettingsOptions, options.begin() + 1);
  return options;
}();

// Includes the setting's name if the source has another name for it.
std::string described_source(const service::LoadedSetting& setting) {
  if (setting.name != setting.spec->name) return setting.source;
  return fmt::format("{} from {}", setting.name, setting.source);
}

int run_config(const Engine&, const Invocation& invocation) {
  if (invocation.has(kDescribeOption.name)) return print(service::settings_as_markdown());
  const auto loaded = read_settings(invocation);
  if (!loaded.errors.empty()) return report_bad_settings(loaded);
  std::string text;
  for (const service::LoadedSetting& setting : loaded.origins) {
    const std::string line = fmt::format("{}={}", service::prefixed_name(*setting.spec), setting.shown());
    text += fmt::format("{:<50} # {}\n", line, described_source(setting));
  }
  for (const std::string& warning : service::warnings_about(loaded)) warn(warning);
  return print(text);
}

constexpr Example kExamples[] = {
    {"phoney config", "Print every setting with its value and source. Secrets show as ********."},
    {"PHONEY_ENV_STATE=prod phoney config", "Check the settings for production."},
};

}  // namespace

constinit const Command config_command{
    "config",   "Print the server's settings and where they come from", kSettingsHelp, {}, kOptions, kExamples,
    run_config,
};

}  // namespace phoney::cli
