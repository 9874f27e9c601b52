// Where settings come from: sources in order of precedence, the first that knows a name decides.

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

// A place that may know settings. Every door lists its own: the command line, the environment, .env, and whatever a
// cloud keeps secrets in.
struct SettingSource {
  std::string name;  // as a message says it: "the environment", ".env"
  std::function<std::optional<std::string>(const SettingSpec& spec)> find;
  std::string (*spell)(const SettingSpec& spec) = bare_name;  // what a setting is called there
};

inline constexpr std::string_view kDefaultSource = "default";

struct LoadedSetting {
  const SettingSpec* spec;
  std::string text;
  std::string source;  // kDefaultSource if no source knew it
  std::string name;    // as the source calls it

  bool is_default() const { return source == kDefaultSource; }
  // The text, or in place of a secret `********`.
  std::string shown() const;
};

struct LoadedSettings {
  Settings settings;
  std::vector<LoadedSetting> origins;  // in the order of the table
  std::vector<std::string> hints;      // about settings that were written, but not read
  // Of every setting that is wrong or missing; if there are any, the settings are not to be used. Each is
  // `invalid_argument`, names setting and source, says what is wrong and does not show secrets; `field` is the setting.
  std::vector<Error> errors;
};

// An empty text counts as not set.
LoadedSettings load_settings(std::span<const SettingSource> sources);

// One error for several, at least one.
Error joined(std::span<const Error> errors);

// Whether a text begins with a quotation mark, which a shell or .env would have taken away: `docker run --env-file` and
// systemd's Environment keep it.
bool begins_with_quote(std::string_view text);

// Environment variables with kSettingPrefix.
SettingSource environment_source();
// The environment variable PORT, by which hosting platforms say where they connect.
SettingSource platform_port_source();

}  // namespace phoney::service
