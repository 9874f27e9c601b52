#include "service/template_request.h"

#include <chrono>

#include <fmt/format.h>

#include "base/json_text.h"
#include "formats/json_plan.h"
#include "service/fake.h"

namespace phoney::service {
namespace {

using Stage = TemplateFailure::Stage;

constexpr std::string_view kHelp =
    "A placeholder is written {{generator}} or {{generator:parameter=value,...}}. GET /generators lists the generators "
    "and "
    "their parameters; GET /fake/{generator} tries one.";

void read_format(MemberReader& reader, Format& into) {
  std::string name = "json";
  reader.text("format", name);
  if (const auto format = format_named(name)) {
    into = *format;
  } else {
    reader.add("format", "Input should be 'json', 'ndjson' or 'csv'", "literal_error");
  }
}

std::string_view format_name(Format format) {
  switch (format) {
    case Format::json:
      return "json";
    case Format::ndjson:
      return "ndjson";
    case Format::csv:
      return "csv";
  }
  return "";
}

// Appends `count` records as one JSON value. False if one failed.
bool append_records(Generation& generation, const TemplateRequest& request, Output& out) {
  if (request.format == Format::json) {
    const JsonPlan plan(generation.program(), 0, generation.program().nodes.size());
    out.append('[');
    for (std::int64_t i = 0; i < request.count; ++i) {
      if (i > 0) out.append(',');
      if (!plan.render(generation, out)) return false;
    }
    out.append(']');
    return true;
  }
  const auto writer = make_record_writer(request.format, generation.program());
  out.append('"');
  const std::size_t start = out.size();
  writer->begin(out);
  for (std::int64_t i = 0; i < request.count; ++i) {
    if (!writer->record(generation, out)) return false;
  }
  writer->end(out);
  escape_json(out, start);
  out.append('"');
  return true;
}

void append_error_entry(Output& out, const Error& error) {
  out.append(R"({"field":)");
  append_json_text(out, error.field);
  out.append(R"(,"generator":)");
  if (error.generator.empty()) {
    out.append("null");
  } else {
    append_json_text(out, error.generator);
  }
  out.append(R"(,"message":)");
  append_json_text(out, error.message);
  out.append(R"(,"suggestions":)");
  append_json_texts(out, error.suggestions);
  out.append(R"(,"error_type":)");
  append_json_text(out, to_string(error.code));
  if (!error.context.empty()) {
    out.append(R"(,"context":)");
    append_json_text(out, error.context);
  }
  out.append('}');
}

}  // namespace

TemplateLimits TemplateLimits::public_door() {
  TemplateLimits limits;
  limits.max_count = 1000;
  limits.max_bytes = kMaxPublicBytes;
  limits.compile.max_values = 1'000'000;
  return limits;
}

Problems read_template_request(const Value& body, const TemplateLimits& limits, TemplateRequest& into) {
  MemberReader reader(body);
  reader.require("template");
  into.source = reader.object("template");
  reader.integer("count", 1, limits.max_count, into.count);
  reader.text("locale", into.locale);
  reader.seed("seed", into.seed);
  reader.boolean("unique", into.unique);
  reader.instant("now", into.clock);
  read_format(reader, into.format);
  return reader.finish();
}

TemplateAnswer answer_template(const Engine& engine, const Value& body, const TemplateLimits& limits, Output& out) {
  const auto began = std::chrono::steady_clock::now();
  TemplateRequest request;
  if (Problems problems = read_template_request(body, limits, request); !problems.empty()) return problems;
  const auto locale = engine.catalogue().find_locale(request.locale);
  if (!locale) return Problems{{"locale", locale.error().message, to_string(locale.error().code)}};

  auto compiled =
      templates::compile(engine, *locale, *request.source, static_cast<std::uint64_t>(request.count), limits.compile);
  if (!compiled.ok()) return TemplateFailure{Stage::validation, std::move(compiled.errors)};
  const Seed seed = request.seed ? std::move(*request.seed) : Seed::from_system();
  Generation generation(engine, compiled.program, seed, request.clock,
                        request.unique ? Uniqueness::where_possible : Uniqueness::off);

  const std::size_t start = out.size();
  generation.limit_output(start, limits.max_bytes);
  out.append(R"({"generated_count":)");
  out.append_integer(request.count);
  out.append(R"(,"requested_count":)");
  out.append_integer(request.count);
  out.append(R"(,"data":)");
  if (!append_records(generation, request, out)) {
    out.truncate(start);
    return TemplateFailure{Stage::generation, {generation.failure()}};
  }
  out.append(R"(,"format":)");
  append_json_text(out, format_name(request.format));
  out.append(R"(,"locale":)");
  append_json_text(out, engine.catalogue().locale_name(*locale));
  out.append(R"(,"seed":)");
  append_json_seed(out, seed);
  const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - began;
  out.append(fmt::format(R"(,"execution_time_ms":{:.3f},"warnings":)", elapsed.count()));
  append_json_texts(out, generation.warnings());
  out.append('}');
  return {};
}

void append_failure(Output& out, const TemplateFailure& failure) {
  out.append(R"({"message":)");
  append_json_text(out,
                   failure.stage == Stage::validation ? "Template validation failed" : "Template generation failed");
  out.append(R"(,"errors":[)");
  for (std::size_t i = 0; i < failure.errors.size(); ++i) {
    if (i > 0) out.append(',');
    append_error_entry(out, failure.errors[i]);
  }
  out.append(R"(],"help":)");
  append_json_text(out, kHelp);
  out.append('}');
}

}  // namespace phoney::service
