// Warnings about settings that are valid, but probably not intended together or for the address that the service
// listens on.

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
