// Parses the words after a command into an Invocation. Only parser.cc includes CLI11.

#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace phoney::cli {

// Error `usage`: an unknown option (with similar names), a missing value or argument, or an unexpected argument.
Result<Invocation> parse(const Command& command, const std::vector<std::string>& words);

// -h and --help, which every command has.
extern const OptionSpec help_option;

}  // namespace phoney::cli
