// What a command line of `phoney fake` that fails was meant to be: `random_int 1 5`, `random_int --min 1`, `name 3`,
// `name,email`, `name()`, `'{{random_int:min=1}}'`, `iban country=DE`.
//
// The words are read loosely. What comes of this is proposed only if it compiles.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace phoney::cli {

// "separate generators with spaces: phoney fake name email". Nothing if it cannot be known what was meant. `reason`
// says what was wrong before the invocation, if anything was.
std::optional<std::string> correct_fake(const Engine& engine, LocaleId locale, const Invocation& invocation,
                                        std::string reason = "");

}  // namespace phoney::cli
