// Help texts, made from the command table.

#pragma once

#include <string>

#include "cli/command.h"

namespace phoney::cli {

struct HelpEntry {
  std::string_view name;
  std::string_view description;
};
inline constexpr HelpEntry kColourVariables[] = {
    {"NO_COLOR", "Turns colour off if it is set."},
    {"CLICOLOR_FORCE, FORCE_COLOR", "Turn colour on, even in a pipe, unless they are 0 or false."},
    {"CLICOLOR, FORCE_COLOR", "Turn colour off if they are 0 or false."},
    {"TERM", "Turns colour off if it is dumb."},
};
inline constexpr HelpEntry kExitCodes[] = {
    {"0", "success"},
    {"1", "failure"},
    {"2", "invalid command line"},
};

inline constexpr HelpEntry kHelpCommand{"help", "Show the help of a command: phoney help COMMAND"};

// phoney fake GENERATOR [options]
std::string usage_line(const Command& command);
// With the default value.
std::string option_description(const OptionSpec& option);

// The output of `phoney` without a command: one line per command, coloured for `descriptor`.
std::string short_help(int descriptor);
// The output of `phoney --help`: the same, with examples, environment variables and exit codes. This and `command_help`
// are coloured for standard output.
std::string full_help();
std::string command_help(const Command& command);

}  // namespace phoney::cli
