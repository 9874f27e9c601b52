// Reads and compiles the template that `generate` and `validate` are given.

#pragma once

#include <optional>
#include <string>

#include "cli/command.h"
#include "templates/compiler.h"

namespace phoney::cli {

inline constexpr OptionSpec kTemplateOption{"--template", 't', "JSON",
                                            "The template itself, in the place of TEMPLATE."};
inline constexpr ArgumentSpec kTemplateArgument{"TEMPLATE",
                                                "A JSON file with {{placeholders}}; - for standard input. If there is\n"
                                                "no such file and it begins with { or [, the template itself.",
                                                true,
                                                false,
                                                Completes::file,
                                                kTemplateOption.name};

// The program of the template that the command line gives or names, for `records` records. Nothing if something is
// wrong, which has been reported then. Warnings have been reported in any case.
std::optional<Program> load_template(const Engine& engine, LocaleId locale, const Invocation& invocation,
                                     std::uint64_t records);

}  // namespace phoney::cli
