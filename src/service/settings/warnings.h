// Warnings: settings that are good each by itself, but together, or for where the service listens, hardly what their
// owner wants.

#pragma once

#include <string>
#include <vector>

#include "service/settings/load.h"

namespace phoney::service {

// What to tell the owner who starts the server with those, a message each.
std::vector<std::string> warnings_about(const LoadedSettings& loaded);

// What to tell whoever signs tokens with those.
std::vector<std::string> warnings_about_tokens(const Settings& settings);

}  // namespace phoney::service
