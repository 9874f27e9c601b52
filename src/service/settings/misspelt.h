// Names that are spelt almost like a setting. phoney does not read them, but warns the user.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "service/settings/env_file.h"

namespace phoney::service {

// The variables of the environment whose names begin with kSettingPrefix.
EnvEntries prefixed_environment();

// A warning for each name that is near to a setting's, such as "PHONEY_RATE_LIMT in .env is not a setting of phoney;
// did you mean PHONEY_RATE_LIMIT_PER_MINUTE?". Names that are near to none may belong to other programs. Entries
// without a value count as not set.
std::vector<std::string> misspelt_settings(const EnvEntries& entries, std::string_view place);

// The entries whose names begin with kSettingPrefix.
EnvEntries with_prefix(EnvEntries entries);

}  // namespace phoney::service
