// Loads settings from sources in order of precedence: the first source that has a setting decides.

#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/settings.h"
#include "service/settings/specs.h"

namespace phoney::service {

// A place with settings. Each front end lists its own: the command line, the environment, .env, and the cloud's secret
// stores.
struct SettingSource {
  std::string name;  // in messages: "the environment", ".env"
  std::function<std::optional<std::string>(const SettingSpec& spec)> find;
  std::string (*spell)(const SettingSpec& spec) = bare_name;  // the name of a setting there
};

inline constexpr std::string_view kDefaultSource = "default";

struct LoadedSetting {
  const SettingSpec* spec;
  std::string text;
  std::string source;  // kDefaultSource if no source has it
  std::string name;    // in the source

  bool is_default() const { return source == kDefaultSource; }
  // The text, or `********` for a secret.
  std::string shown() const;
};

struct LoadedSettings {
  Settings settings;
  std::vector<LoadedSetting> origins;  // in the order of the table
  std::vector<std::string> hints;      // about settings that were given but not read
  // One for every setting that is wrong or missing. If there are any, do not use the settings. Each error is
  // `invalid_argument`, names the setting and its source, and does not show secrets. `field` is the setting.
  std::vector<Error> errors;
};

// Whether a program reads the setting.
using SettingFilter = bool (*)(const SettingSpec& spec);
constexpr bool every_setting(const SettingSpec&) { return true; }

// Settings that the filter excludes are not looked up and keep their initial values. An empty text counts as not set.
LoadedSettings load_settings(std::span<const SettingSource> sources, SettingFilter is_read = every_setting);

// Joins one or more errors into one.
Error joined(std::span<const Error> errors);

// Whether a text begins with a quotation mark. A shell or .env would have removed it; `docker run --env-file` and
// systemd's Environment keep it.
bool begins_with_quote(std::string_view text);

// Environment variables with kSettingPrefix.
SettingSource environment_source();
// The environment variable PORT, which hosting platforms set.
SettingSource platform_port_source();

}  // namespace phoney::service
