// Reads and compiles the template that `generate` and `validate` are given.

#pragma once

#include <optional>
#include <string>

#include "cli/command.h"
#include "templates/compiler.h"

namespace phoney::cli {

// The program of the template at `path`, "-" for standard input, for `records` records. Nothing if something is wrong,
// which has been reported then.
std::optional<Program> load_template(const Engine& engine, LocaleId locale, const std::string& path,
                                     std::uint64_t records);

inline constexpr ArgumentSpec kTemplateArgument{"TEMPLATE", "A JSON file with {{placeholders}}; - for standard input.",
                                                true, false, Completes::file};

}  // namespace phoney::cli
