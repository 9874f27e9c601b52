// Parameters of generators that a command line gives as options: `phoney fake random_int --min 1`.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"

namespace phoney::cli {

// The words of a line with parameters in the place of options, such as `min=1` for `--min 1`, and with negative numbers
// as arguments.
struct RewrittenWords {
  std::vector<std::string> words;
  std::string reason;  // "`--min` is a parameter of `random_int`, not an option"
};
// Nothing if no option is to be replaced.
std::optional<RewrittenWords> without_foreign_options(const Engine& engine, const Command& command,
                                                      const std::vector<std::string>& words);

}  // namespace phoney::cli
