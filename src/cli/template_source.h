// Reads and compiles the templates that `generate` and `validate` are given.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

// A template as the command line gives it.
struct TemplateSource {
  std::string name;  // what messages call it: the file, "standard input" or "the template"
  std::string text;  // where to read it, or, if `is_json`, the template itself
  bool is_json;
};

// Of --template, or of each TEMPLATE: at least one.
std::vector<TemplateSource> template_sources(const Invocation& invocation);

// The program of a template, for `records` records. Nothing if something is wrong, which has been reported then.
// Warnings have been reported in any case. `label`, if any, begins each line about what the template says.
std::optional<Program> load_template(const Engine& engine, LocaleId locale, const TemplateSource& source,
                                     std::uint64_t records, std::string_view label = "");

}  // namespace phoney::cli
