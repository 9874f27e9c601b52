// The commands, each defined in a file of its own.

#pragma once

#include "cli/command.h"

namespace phoney::cli {

extern const Command fake_command;
extern const Command generate_command;
extern const Command validate_command;
extern const Command batch_command;
extern const Command serve_command;
extern const Command lambda_command;
extern const Command config_command;
extern const Command hash_password_command;
extern const Command token_command;
extern const Command cost_command;
extern const Command generators_command;
extern const Command providers_command;
extern const Command locales_command;
extern const Command completions_command;
extern const Command man_command;
extern const Command version_command;

}  // namespace phoney::cli
