#include "cli/template_source.h"

#include <unistd.h>

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/value.h"
#include "cli/input.h"
#include "cli/placeholder_command.h"
#include "cli/report.h"
#include "cli/shell_word.h"
#include "templates/lexer.h"
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

// The word after -t that makes a string a template.
std::string as_option(const std::string& text) { return "-t " + in_shell_quotes(as_json_string(text)); }

bool is_file(const std::string& word) { return !word.empty() && ::access(word.c_str(), F_OK) == 0; }

Result<std::string> read_text(const Engine& engine, const TemplateSource& source) {
  if (source.is_json) return source.text;
  if (source.text.empty())
    return make_error(ErrorCode::io_error, "TEMPLATE is empty; give the name of a file, - or a template");
  auto text = read_input(source.text);
  if (text) return text;
  Error error = text.error();
  if (has_placeholder(source.text)) {
    error.message += "; give a template with -t, as JSON: " + as_option(source.text);
  } else if (!is_file(source.text) && engine.find_generator(source.text)) {
    error.message += fmt::format("; for values of this generator: phoney fake {0}; for a template: {1}", source.text,
                                 as_option("{{" + source.text + "}}"));
  }
  return error;
}

// The command that prints the values of a text that is one placeholder, as a hint; else empty.
std::string hint_at_fake(const std::string& text) {
  const auto lexed = templates::lex(text);
  const auto* placeholder = lexed.errors.empty() && lexed.parts.size() == 1
                                ? std::get_if<templates::PlaceholderText>(&lexed.parts.front())
                                : nullptr;
  if (placeholder == nullptr || placeholder->is_list) return "";
  const bool is_unique =
      std::ranges::find(placeholder->parameters, "unique", &templates::PlaceholderText::Parameter::name) !=
      placeholder->parameters.end();
  return is_unique ? "" : "; for the values alone: " + command_for(*placeholder);
}

// Whether a text that is no JSON has placeholders and no members or elements: {{name}}, Hello {{name}}.
bool is_string(const std::string& text) {
  const bool is_nested = text.starts_with('[') || (text.starts_with('{') && !text.starts_with("{{"));
  return has_placeholder(text) && !is_nested;
}

// Why a template on the command line is no JSON, if that can be known: it is a file's name, or a string without its
// double quotes.
Error explain_json(const Engine& engine, LocaleId locale, const TemplateSource& source, Error error) {
  if (!source.is_json) return error;
  if (is_file(source.text)) {
    error.message = fmt::format("`{}` takes a template, and `{}` is a file: leave out the option", kTemplateOption.name,
                                source.text);
  } else if (is_string(source.text) && templates::compile(engine, locale, Value::text(source.text), 1, kLimits).ok()) {
    error.message = fmt::format("a template is JSON, and a string of JSON has double quotes: {}{}",
                                as_option(source.text), hint_at_fake(source.text));
  }
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
  const auto text = read_text(engine, source);
  if (!text) {
    report(text.error());  // names the source
    return std::nullopt;
  }
  const auto value = templates::read_source(*text);
  if (!value) {
    report(explain_json(engine, locale, source, value.error()), source.name);
    return std::nullopt;
  }
  auto compiled = templates::compile(engine, locale, *value, records, kLimits);
  for (const templates::Warning& warning : compiled.warnings) warn(warning.text(), label);
  if (compiled.ok()) return std::move(compiled.program);
  report_template_errors(compiled.errors, label);
  return std::nullopt;
}

}  // namespace phoney::cli
