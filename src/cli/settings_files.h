// Files of settings: ./.env, which other programs use too, and the file that --env-file names, which is phoney's.

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

// All settings of the file, with PHONEY_ before their names or without. Every line must be an entry.
SettingsFile read_own_file(const std::string& path);

// The settings of ./.env, if there is one, with PHONEY_ before their names. What else stands there is no error,
// whatever its form.
SettingsFile read_shared_file();

}  // namespace phoney::cli
