#include "cli/template_source.h"

#include <unistd.h>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/value.h"
#include "cli/input.h"
#include "cli/report.h"
#include "cli/shell_word.h"
#include "templates/source.h"

namespace phoney::cli {
namespace {

// Far larger than over HTTP. The bounds only stop mistakes from exhausting the machine.
constexpr templates::Limits kLimits{
    .max_depth = 1000,
    .max_placeholders = 1'000'000,
    .max_list = 10'000'000,
};

bool has_placeholder(std::string_view word) { return word.find("{{") != std::string_view::npos; }

// Whether a word is a template and not the name of a file. Names such as [id].json begin like a template, so an
// existing file takes precedence, and a template must contain a placeholder or a string, or end like one.
bool is_template_itself(const std::string& word) {
  const bool begins_so = word.starts_with('{') || word.starts_with('[');
  const bool is_plausible =
      has_placeholder(word) || word.find('"') != std::string::npos || word.ends_with('}') || word.ends_with(']');
  return begins_so && is_plausible && ::access(word.c_str(), F_OK) != 0;
}

TemplateSource source_of(const std::string& word) {
  if (is_template_itself(word)) return {"the template", word, true};
  return {word == "-" ? "standard input" : word, word, false};
}

// The text as JSON: as it is if it stands in double quotes, as JSON's strings do.
std::string as_json_string(const std::string& text) {
  if (text.starts_with('"') && read_json(text)) return text;
  std::string json;
  append_json_string(json, text);
  return json;
}

Result<std::string> read_text(const TemplateSource& source) {
  if (source.is_json) return source.text;
  auto text = read_input(source.text);
  if (text || !has_placeholder(source.text)) return text;
  Error error = text.error();
  error.message +=
      fmt::format("; give a template with -t, as JSON: -t {}", in_shell_quotes(as_json_string(source.text)));
  return error;
}

}  // namespace

std::vector<TemplateSource> template_sources(const Invocation& invocation) {
  if (const auto json = invocation.find(kTemplateOption.name)) return {{"the template", std::string(*json), true}};
  std::vector<TemplateSource> sources;
  for (const std::string& word : invocation.arguments) sources.push_back(source_of(word));
  return sources;
}

std::optional<Program> load_template(const Engine& engine, LocaleId locale, const TemplateSource& source,
                                     std::uint64_t records, std::string_view label) {
  const auto text = read_text(source);
  if (!text) {
    report(text.error());  // names the source
    return std::nullopt;
  }
  const auto value = templates::read_source(*text);
  if (!value) {
    report(value.error(), source.name);
    return std::nullopt;
  }
  auto compiled = templates::compile(engine, locale, *value, records, kLimits);
  for (const templates::Warning& warning : compiled.warnings) warn(warning.text(), label);
  if (compiled.ok()) return std::move(compiled.program);
  report_template_errors(compiled.errors, label);
  return std::nullopt;
}

}  // namespace phoney::cli
