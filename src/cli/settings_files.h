// Files with settings: ./.env, which other programs may use too, and the file of --env-file, which is phoney's own.

#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "service/settings/load.h"

namespace phoney::cli {

struct SettingsFile {
  std::vector<service::SettingSource> sources;
  std::vector<Error> errors;
  std::vector<std::string> hints;
};

// All settings of the file, with or without the prefix PHONEY_. Every line must be an entry.
SettingsFile read_own_file(const std::string& path);

// The settings of ./.env, if it exists, with the prefix PHONEY_. Other lines are never an error, whatever they contain.
SettingsFile read_shared_file();

}  // namespace phoney::cli
