// The service's settings as options of a command, and where a command looks for them.

#pragma once

#include <array>

#include "cli/command.h"
#include "service/settings/load.h"

namespace phoney::cli {

inline constexpr OptionSpec kEnvFileOption{
    "--env-file",    0,
    "FILE",          "File of settings, NAME=value on each line, with PHONEY_\nbefore the names or without.",
    Completes::file, ".env, if there is one"};

// --env-file and an option for each setting that is no secret.
inline constexpr auto kSettingsOptions = [] {
  constexpr auto has_option = [](const service::SettingSpec& spec) { return !spec.option.empty(); };
  constexpr auto count = static_cast<std::size_t>(std::ranges::count_if(service::kSettingSpecs, has_option));
  std::array<OptionSpec, count + 1> options{kEnvFileOption};
  std::size_t i = 0;
  for (const service::SettingSpec& spec : service::kSettingSpecs) {
    if (!has_option(spec)) continue;
    options[++i] = {spec.option, spec.letter, spec.value, spec.description, Completes::nothing, spec.fallback};
    options[i].choices = spec.choices;
    if (spec.fallback_in(true) != spec.fallback) options[i].production_fallback = spec.fallback_in(true);
  }
  return options;
}();

inline constexpr std::string_view kSettingsHelp =
    "Settings come from the options, then from environment variables (PHONEY_HOST\n"
    "for --host, PHONEY_MAX_BODY_BYTES for --max-body-bytes), then from .env, where\n"
    "they have the same names. The variable PORT counts too. Secrets have no option,\n"
    "because others can read a command line: PHONEY_API_PASSWORD_HASH,\n"
    "PHONEY_API_KEY, PHONEY_SECRET_KEY and PHONEY_ORIGIN_VERIFY_SECRET.\n";

// From the command line, the environment, .env or the file that --env-file names, and then `last`, in this order. The
// errors are those of the file and the loader's, without a field.
service::LoadedSettings read_settings(const Invocation& invocation, std::vector<service::SettingSource> last = {});

// Prints all errors, of which there must be one, and the hints. Returns the exit code.
int report_bad_settings(const service::LoadedSettings& loaded);

}  // namespace phoney::cli
