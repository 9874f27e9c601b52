// Turns the words after a command into an Invocation. CLI11 does it, and only parser.cc includes CLI11.

#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace phoney::cli {

// Errors are `usage`: an unknown option with the nearest names, a missing value or argument, one argument too many.
Result<Invocation> parse(const Command& command, const std::vector<std::string>& words);

// -h and --help, which every command has.
extern const OptionSpec help_option;

}  // namespace phoney::cli
