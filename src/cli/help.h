// Help, made from the command table.

#pragma once

#include <string>

#include "cli/command.h"

namespace phoney::cli {

// What `phoney` alone says: the commands, a line each.
std::string short_help();
// What `phoney --help` says: the same with examples and exit codes.
std::string full_help();
std::string command_help(const Command& command);

}  // namespace phoney::cli
