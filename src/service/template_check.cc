#include "service/template_check.h"

#include <fmt/format.h>

#include "base/json_text.h"
#include "formats/json_plan.h"
#include "service/template_request.h"
#include "templates/field_path.h"
#include "templates/lexer.h"

namespace phoney::service {
namespace {

using templates::Part;
using templates::PlaceholderText;
using templates::Warning;

// Calls take(text, path) for each text of a template that the compiler has seen whole, whose nesting, paths and
// placeholders are therefore bounded. Ends early if the work limit is reached.
template <class F>
void for_each_text(const Value& value, templates::FieldPath& path, WorkLimit& work, F& take) {
  if (!work.allows(0)) return;
  if (value.is_object()) {
    for (const auto& [key, member] : value.as_object()) {
      const auto step = path.member(key);
      for_each_text(member, path, work, take);
    }
  } else if (value.is_list()) {
    std::size_t index = 0;
    for (const Value& item : value.as_list()) {
      const auto step = path.element(index++);
      for_each_text(item, path, work, take);
    }
  } else if (value.is_text()) {
    take(value.as_text(), path.text());
  }
}

class FieldLister {
 public:
  FieldLister(Output& out, WorkLimit& work) : out_(out), work_(work) {}

  void operator()(const std::string& text, const std::string& path) {
    for (const Part& part : templates::lex(text, work_).parts) {
      if (const auto* placeholder = std::get_if<PlaceholderText>(&part)) append(*placeholder, path);
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
  WorkLimit& work_;
  bool first_ = true;
};

// Warns of texts that look as if a placeholder had been meant.
void find_doubtful(const Value& source, WorkLimit& work, std::vector<Warning>& warnings) {
  const auto look = [&](const std::string& text, const std::string& path) {
    if (warnings.size() >= templates::kMaxWarnings || text.find("{{") != std::string::npos) return;
    if (text.find('{') < text.find('}') && text.find('}') != std::string::npos) {
      warnings.push_back({path, "this string has braces but no placeholder; write placeholders like {{name}}"});
    }
  };
  templates::FieldPath path;
  for_each_text(source, path, work, look);
}

void append_fields(const Value& source, WorkLimit& work, Output& out) {
  templates::FieldPath path;
  FieldLister append(out, work);
  for_each_text(source, path, work, append);
}

// The size in bytes of one record, of some seed; nothing if a value fails.
std::optional<std::size_t> size_of_record(const Engine& engine, const Program& program, Cancellation cancellation) {
  Generation generation(engine, program, Seed::from_integer(0), Clock(), Uniqueness::off);
  Output out;
  generation.work_limit().limit_size(0, kMaxPublicBytes);
  generation.work_limit().limit_time(kMaxPublicCpu, std::move(cancellation));
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
  for (const Warning& warning : warnings) texts.push_back(warning.text());
  append_json_texts(out, texts);
}

}  // namespace

CheckedTemplate check_template(const Engine& engine, const Value& body, std::int64_t max_count,
                               Cancellation cancellation, Output& out) {
  TemplateRequest request;
  bool strict = false;
  if (Problems problems = refuse_bare_template(body); !problems.empty()) return problems;
  MemberReader reader(body);
  read_members(reader, max_count, request);
  reader.boolean("strict", strict);
  if (Problems problems = reader.finish(); !problems.empty()) return problems;
  const auto locale = engine.catalogue().find_locale(request.locale);
  if (!locale) return Problems{{"locale", locale.error().message, to_string(locale.error().code)}};
  const Value& source = *request.source;
  WorkLimit work;
  work.limit_time(kMaxCompileCpu, cancellation);
  auto compiled = templates::compile(engine, *locale, source, 1, TemplateLimits::with_credentials().compile, work);
  std::vector<Warning> warnings = std::move(compiled.warnings);
  Output fields;
  if (compiled.whole) {
    find_doubtful(source, work, warnings);
    append_fields(source, work, fields);
    if (work.is_out_of_time()) compiled.errors.push_back(work.error());
  }
  if (work.is_out_of_time() && work.error().code == ErrorCode::interrupted) return work.error();
  const bool valid = compiled.ok() && (!strict || warnings.empty());
  out.append(fmt::format(R"({{"valid":{},"errors":[)", valid));
  append_errors(out, compiled.errors, strict ? warnings : std::vector<Warning>());
  out.append(R"(],"warnings":)");
  append_warnings(out, warnings);
  out.append(R"(,"detected_fields":[)");
  out.append(fields.view());
  out.append(R"(],"estimated_size":)");
  const auto size = valid ? size_of_record(engine, compiled.program, std::move(cancellation)) : std::nullopt;
  out.append(size ? std::to_string(*size) : "null");
  out.append('}');
  return {};
}

}  // namespace phoney::service
