// Reads and compiles the templates of `generate` and `validate`.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "templates/compiler.h"

namespace phoney::cli {

inline constexpr OptionSpec kTemplateOption{"--template", 't', "JSON", "The template itself, instead of TEMPLATE."};
inline constexpr ArgumentSpec kTemplateArgument{"TEMPLATE",
                                                "JSON file with {{placeholders}}, or - for standard input, or the\n"
                                                "template itself: a word that begins with { or [, and either\n"
                                                "contains {{ or a double quote, or ends with } or ]. A file of\n"
                                                "that name takes precedence.",
                                                true,
                                                false,
                                                Completes::file,
                                                kTemplateOption.name};

// A template on the command line.
struct TemplateSource {
  std::string name;  // in messages: the file, "standard input" or "the template"
  std::string text;  // where to read it, or, if `is_json`, the template itself
  bool is_json;
};

// From --template, or from each TEMPLATE: at least one.
std::vector<TemplateSource> template_sources(const Invocation& invocation);

// Compiles a template for `records` records. Prints warnings; if there are errors, prints them and returns nothing.
// `label`, if any, begins each line about the template's content.
std::optional<Program> load_template(const Engine& engine, LocaleId locale, const TemplateSource& source,
                                     std::uint64_t records, std::string_view label = "");

}  // namespace phoney::cli
