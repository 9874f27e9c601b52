// Warnings about settings that are valid, but probably not intended together or for the address that the service
// listens on.

#pragma once

#include <string>
#include <vector>

#include "service/settings/load.h"

namespace phoney::service {

// Warnings for whoever starts the server with these settings.
std::vector<std::string> warnings_about(const LoadedSettings& loaded);

// Warnings for whoever signs tokens with these settings.
std::vector<std::string> warnings_about_tokens(const Settings& settings);

}  // namespace phoney::service
