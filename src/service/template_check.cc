#include "service/template_check.h"

#include <fmt/format.h>

#include "base/json_text.h"
#include "formats/json_plan.h"
#include "service/template_request.h"
#include "templates/lexer.h"

namespace phoney::service {
namespace {

using templates::Part;
using templates::PlaceholderText;

// Walks a template that the compiler has seen whole, whose paths and placeholders are therefore bounded.
class FieldLister {
 public:
  explicit FieldLister(Output& out) : out_(out) {}

  void visit(const Value& value, const std::string& path) {
    if (value.is_object()) {
      for (const auto& [key, member] : value.as_object()) visit(member, path.empty() ? key : path + "." + key);
    } else if (value.is_list()) {
      std::size_t index = 0;
      for (const Value& item : value.as_list()) visit(item, fmt::format("{}[{}]", path, index++));
    } else if (value.is_text()) {
      for (const Part& part : templates::lex(value.as_text()).parts) {
        if (const auto* placeholder = std::get_if<PlaceholderText>(&part)) append(*placeholder, path);
      }
    }
  }

 private:
  void append(const PlaceholderText& placeholder, const std::string& path) {
    if (!std::exchange(first_, false)) out_.append(',');
    std::string count = placeholder.is_list ? "1" : "null";
    Value::Object parameters;
    for (const auto& parameter : placeholder.parameters) {
      if (placeholder.is_list && parameter.name == "count" && parameter.value.is_integer()) {
        count = parameter.value.to_json();
      } else {
        parameters.emplace_back(parameter.name, parameter.value);
      }
    }
    out_.append(R"({"generator":)");
    append_json_text(out_, placeholder.generator);
    out_.append(R"(,"parameters":)");
    out_.append(parameters.empty() ? "null" : Value::object(std::move(parameters)).to_json());
    out_.append(R"(,"array_count":)");
    out_.append(count);
    out_.append(R"(,"nested_path":)");
    append_json_text(out_, path);
    out_.append('}');
  }

  Output& out_;
  bool first_ = true;
};

struct Warning {
  std::string field;
  std::string message;
};

// Texts that look as if a placeholder had been meant.
void find_doubtful(const Value& value, const std::string& path, std::vector<Warning>& warnings) {
  constexpr std::size_t kMaxWarnings = 20;
  if (value.is_object()) {
    for (const auto& [key, member] : value.as_object()) {
      find_doubtful(member, path.empty() ? key : path + "." + key, warnings);
    }
  } else if (value.is_list()) {
    std::size_t index = 0;
    for (const Value& item : value.as_list()) find_doubtful(item, fmt::format("{}[{}]", path, index++), warnings);
  } else if (value.is_text() && warnings.size() < kMaxWarnings) {
    const std::string& text = value.as_text();
    const bool plain = text.find("{{") == std::string::npos;
    if (plain && text.find('{') < text.find('}') && text.find('}') != std::string::npos) {
      warnings.push_back({path, "this text has braces but no placeholder, which is written {{name}}"});
    }
  }
}

// The size in bytes of one record, of some seed; nothing if a value fails.
std::optional<std::size_t> size_of_record(const Engine& engine, const Program& program) {
  Generation generation(engine, program, Seed::from_integer(0), Clock(), Uniqueness::off);
  Output out;
  generation.work_limit().limit_size(0, kMaxPublicBytes);
  generation.work_limit().limit_time(kMaxPublicCpu, {});
  OutputCeiling ceiling(out, kMaxPublicBytes);
  bool good = false;
  ceiling.holds([&] { good = JsonPlan(program, 0, program.nodes.size()).render(generation, out); });
  return good ? std::optional(out.size()) : std::nullopt;
}

void append_errors(Output& out, std::vector<Error> errors, const std::vector<Warning>& warnings) {
  for (const Warning& warning : warnings) {
    errors.push_back(make_error(ErrorCode::invalid_template, warning.message, warning.field));
  }
  bool first = true;
  for (const Error& error : errors) {
    if (!std::exchange(first, false)) out.append(',');
    append_error_entry(out, error);
  }
}

void append_warnings(Output& out, const std::vector<Warning>& warnings) {
  std::vector<std::string> texts;
  texts.reserve(warnings.size());
  for (const auto& [field, message] : warnings) texts.push_back(fmt::format("{}: {}", field, message));
  append_json_texts(out, texts);
}

}  // namespace

Problems check_template(const Engine& engine, const Value& body, std::int64_t max_count, Output& out) {
  TemplateRequest request;
  bool strict = false;
  MemberReader reader(body);
  read_members(reader, max_count, request);
  reader.boolean("strict", strict);
  if (Problems problems = reader.finish(); !problems.empty()) return problems;
  const auto locale = engine.catalogue().find_locale(request.locale);
  if (!locale) return {{"locale", locale.error().message, to_string(locale.error().code)}};
  const Value& source = *request.source;
  const auto compiled = templates::compile(engine, *locale, source, 1, TemplateLimits::authenticated_door().compile);
  std::vector<Warning> warnings;
  if (compiled.whole) find_doubtful(source, "", warnings);
  const bool valid = compiled.ok() && (!strict || warnings.empty());
  out.append(fmt::format(R"({{"valid":{},"errors":[)", valid));
  append_errors(out, compiled.errors, strict ? warnings : std::vector<Warning>());
  out.append(R"(],"warnings":)");
  append_warnings(out, warnings);
  out.append(R"(,"detected_fields":[)");
  if (compiled.whole) FieldLister(out).visit(source, "");
  out.append(R"(],"estimated_size":)");
  const auto size = valid ? size_of_record(engine, compiled.program) : std::nullopt;
  out.append(size ? std::to_string(*size) : "null");
  out.append('}');
  return {};
}

}  // namespace phoney::service
