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

// Whether one of them has a name that hardly any other program's setting has: then they are meant for phoney.
bool are_meant_for_phoney(const std::vector<const SettingSpec*>& settings);

// "API_KEY, HOST and THREADS".
std::string names_of(const std::vector<const SettingSpec*>& settings, std::string (*spell)(const SettingSpec&));

}  // namespace phoney::service
