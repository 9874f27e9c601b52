#include "cli/commands.h"

#include <algorithm>

namespace phoney::cli {
namespace {

constexpr const Command* kCommands[] = {
    &fake_command,    &generate_command,    &validate_command,   &batch_command,
    &serve_command,   &lambda_command,      &config_command,     &hash_password_command,
    &token_command,   &cost_command,        &generators_command, &providers_command,
    &locales_command, &completions_command, &man_command,        &version_command,
};

}  // namespace

std::span<const Command* const> all_commands() { return kCommands; }

const Command* find_command(std::string_view name) {
  const auto* found = std::ranges::find(kCommands, name, &Command::name);
  return found == std::end(kCommands) ? nullptr : *found;
}

}  // namespace phoney::cli
