// The parameters of a generator by its name, for commands that take NAME=VALUE.

#pragma once

#include <span>
#include <string_view>

#include "engine/engine.h"

namespace phoney::cli {

// None if the locale has no such generator.
std::span<const ParameterSpec> parameters_of(const Engine& engine, LocaleId locale, std::string_view generator);

// nullptr if there is none of that name.
const ParameterSpec* find_parameter(std::span<const ParameterSpec> parameters, std::string_view name);

}  // namespace phoney::cli
