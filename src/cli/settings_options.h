// The service's settings as options of a command, and the places where a command looks for them.

#pragma once

#include <array>

#include "cli/command.h"
#include "service/settings/load.h"

namespace phoney::cli {

inline constexpr OptionSpec kEnvFileOption{
    "--env-file",
    0,
    "FILE",
    "File with settings, one NAME=value per line. The prefix\nPHONEY_ is optional in this file, and required in .env.",
    Completes::file,
    ".env, if there is one"};

// --env-file and an option for each setting that the command reads, except secrets.
template <service::SettingFilter is_read>
constexpr auto make_settings_options() {
  constexpr auto has_option = [](const service::SettingSpec& spec) { return is_read(spec) && !spec.option.empty(); };
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
}

inline constexpr auto kSettingsOptions = make_settings_options<service::every_setting>();

inline constexpr std::string_view kSettingsHelp =
    "Settings come from options, then from environment variables (PHONEY_HOST for --host,\n"
    "PHONEY_MAX_BODY_BYTES for --max-body-bytes), then from .env, which uses the same names.\n"
    "For the port, phoney also reads the variable PORT. Secrets have no options, because other\n"
    "users can read command lines: set PHONEY_API_PASSWORD_HASH, PHONEY_API_KEY,\n"
    "PHONEY_SECRET_KEY and PHONEY_ORIGIN_VERIFY_SECRET.\n";

// Loads settings from the command line, the environment, and .env or the file of --env-file, in this order. The errors
// are those of the file and of the loader, without a field.
service::LoadedSettings read_settings(const Invocation& invocation,
                                      service::SettingFilter is_read = service::every_setting);

// Prints the errors, at least one, and the hints. Returns the exit code.
int report_bad_settings(const service::LoadedSettings& loaded);

}  // namespace phoney::cli
