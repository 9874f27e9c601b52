// Settings without the prefix PHONEY_, in places that other programs use too. phoney does not read them there, but
// warns the user.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/settings/specs.h"

namespace phoney::service {

using FindVariable = std::function<std::optional<std::string>(const std::string& name)>;

std::optional<std::string> find_environment_variable(const std::string& name);

// The settings that a place has without the prefix only.
std::vector<const SettingSpec*> unprefixed_settings(const FindVariable& find);

// Those of them whose names hardly any other program's settings have: others belong to the programs that share the
// place, which would miss them under another name.
std::vector<const SettingSpec*> distinctive_settings(const FindVariable& find);

// "if RATE_LIMIT_PER_MINUTE in .env is meant for phoney, rename it to PHONEY_RATE_LIMIT_PER_MINUTE"; empty if there is
// none.
std::string explain_unprefixed(const FindVariable& find, std::string_view place);

// "API_KEY, HOST and THREADS".
std::string names_of(const std::vector<const SettingSpec*>& settings, std::string (*spell)(const SettingSpec&));

}  // namespace phoney::service
