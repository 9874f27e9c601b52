// Help, made from the command table.

#pragma once

#include <string>

#include "cli/command.h"

namespace phoney::cli {

struct HelpEntry {
  std::string_view name;
  std::string_view description;
};
inline constexpr HelpEntry kColourVariables[] = {
    {"NO_COLOR", "If it is set, nothing is coloured."},
    {"CLICOLOR_FORCE, FORCE_COLOR", "If one is set and not 0, output is coloured without a terminal too."},
    {"CLICOLOR", "If it is 0, nothing is coloured."},
    {"TERM", "If it is dumb, a terminal gets no colour."},
};
inline constexpr HelpEntry kExitCodes[] = {
    {"0", "done"},
    {"1", "the work failed"},
    {"2", "the command line is wrong"},
};

// phoney fake GENERATOR [options]
std::string usage_line(const Command& command);
// With the default.
std::string option_description(const OptionSpec& option);

// What `phoney` alone says, on the descriptor: the commands, a line each.
std::string short_help(int descriptor);
// What `phoney --help` says: the same with examples, environment and exit codes. This and the next go to standard
// output.
std::string full_help();
std::string command_help(const Command& command);

}  // namespace phoney::cli
