// The command line: finds the command, parses its arguments and runs it.

#pragma once

#include <string>
#include <vector>

#include "engine/engine.h"

namespace phoney::cli {

// Runs `words`, the command line without the program's name, and returns the exit code.
int run(const Engine& engine, const std::vector<std::string>& words);

}  // namespace phoney::cli
