#include "cli/template_source.h"

#include <unistd.h>

#include "cli/input.h"
#include "cli/report.h"
#include "templates/source.h"

namespace phoney::cli {
namespace {

// A user at a terminal may have large templates; the bounds keep a slip from eating the machine.
constexpr templates::Limits kLimits{
    .max_depth = 1000,
    .max_placeholders = 1'000'000,
    .max_list = 10'000'000,
};

// A template's JSON, and what errors call it.
struct TemplateText {
  std::string name;
  std::string json;
};

// Whether a word is no file but a template. Names of files can begin like one, as [id].json does, so one that exists
// comes first, and a template has a placeholder or a text.
bool is_template_itself(const std::string& word) {
  const bool begins_so = word.starts_with('{') || word.starts_with('[');
  const bool is_plausible = word.find("{{") != std::string::npos || word.find('"') != std::string::npos;
  return begins_so && is_plausible && ::access(word.c_str(), F_OK) != 0;
}

Result<TemplateText> read_text(const Invocation& invocation) {
  if (const auto json = invocation.find(kTemplateOption.name)) return TemplateText{"the template", std::string(*json)};
  const std::string& word = invocation.arguments[0];
  if (is_template_itself(word)) return TemplateText{"the template", word};
  auto text = read_input(word);
  if (!text) return text.error();
  return TemplateText{word == "-" ? "standard input" : word, *std::move(text)};
}

}  // namespace

std::optional<Program> load_template(const Engine& engine, LocaleId locale, const Invocation& invocation,
                                     std::uint64_t records) {
  const auto text = read_text(invocation);
  if (!text) {
    report(text.error());
    return std::nullopt;
  }
  const auto source = templates::read_source(text->json);
  if (!source) {
    Error error = source.error();
    error.field = text->name;
    report(error);
    return std::nullopt;
  }
  auto compiled = templates::compile(engine, locale, *source, records, kLimits);
  for (const templates::Warning& warning : compiled.warnings) warn(warning.text());
  if (compiled.ok()) return std::move(compiled.program);
  report_template_errors(compiled.errors);
  return std::nullopt;
}

}  // namespace phoney::cli
