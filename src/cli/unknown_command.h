// The error about a first word that is no command, with the command that was probably meant.

#pragma once

#include <string>

#include "base/result.h"
#include "engine/engine.h"

namespace phoney::cli {

Error unknown_command(const Engine& engine, const std::string& word);

}  // namespace phoney::cli
