#include "service/template_request.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "base/json_text.h"
#include "base/near.h"
#include "formats/json_plan.h"
#include "service/accepted_format.h"
#include "service/lax_values.h"
#include "service/query.h"
#include "service/repeat.h"

namespace phoney::service {
namespace {

using Stage = TemplateFailure::Stage;

constexpr std::string_view kHelp =
    "Write placeholders as {{generator}} or {{generator:parameter=value,...}}. GET /generators lists the generators "
    "and their parameters; GET /fake/{generator} tries one.";

// A request may also have options of other formats, because an Accept header can choose another format.
void read_format_options(MemberReader& reader, FormatOptions& into) {
  for (const FormatOption& option : kFormatOptions) {
    std::string text(option.fallback);
    if (option.type == FormatOption::Type::boolean) {
      bool value = text == "true";
      reader.boolean(option.name, value);
      text = value ? "true" : "false";
    } else {
      reader.text(option.name, text);
    }
    const std::string wanted = read_format_option(option, text, into, "'");
    if (!wanted.empty()) {
      reader.add(option.name, "Input should be " + wanted, option.choices.empty() ? "value_error" : "literal_error");
    }
  }
}

// A million values of some twenty bytes each.
constexpr std::size_t kMaxUniqueBytes = std::size_t{96} << 20;

// About what the quickest values take.
constexpr std::chrono::nanoseconds kQuickValue{10};

std::uint64_t values_of(const TemplateJob& job) {
  return static_cast<std::uint64_t>(job.request.count) * job.program.values_per_record();
}

// Makes `count` records by `make`, which returns false if one failed, and counts them. Some have no value that would
// ask whether to go on: {{[name]:count=0}} has none.
template <class Make>
std::optional<Error> repeat(Generation& generation, const TemplateRequest& request, const Output& out,
                            std::uint64_t& made, Make make) {
  for (std::int64_t i = 0; i < request.count; ++i) {
    if (!generation.may_go_on(out) || !make(i)) return generation.failure();
    ++made;
  }
  return std::nullopt;
}

// Appends `count` records as one JSON value, or some of it and says what failed.
std::optional<Error> append_records(Generation& generation, const TemplateRequest& request, std::uint64_t& made,
                                    Output& out) {
  if (request.format == Format::json) {
    const JsonPlan plan(generation.program(), 0, generation.program().nodes.size());
    out.append('[');
    auto failure = repeat(generation, request, out, made, [&](std::int64_t i) {
      if (i > 0) out.append(',');
      return plan.render(generation, out);
    });
    out.append(']');
    return failure;
  }
  const auto writer = make_record_writer(request.format, generation.program(), request.options);
  out.append('"');
  const std::size_t start = out.size();
  if (!writer->begin(generation, out)) return generation.failure();
  auto failure = repeat(generation, request, out, made, [&](std::int64_t) { return writer->record(generation, out); });
  writer->end(out);
  escape_json(out, start);
  out.append('"');
  return failure;
}

Problems read_template_request(const Value& body, const TemplateLimits& limits, TemplateRequest& into) {
  if (Problems problems = refuse_bare_template(body); !problems.empty()) return problems;
  MemberReader reader(body);
  read_members(reader, limits.max_count, into);
  into.clock = Clock(into.clock.now());  // one instant for all records, which the response reports
  Problems problems = reader.finish();
  advise_on_count(problems, limits.more_records);
  return problems;
}

// First about the template, then about the drawn values.
std::vector<std::string> warnings_of(const TemplateJob& job, const Generation& generation) {
  std::vector<std::string> warnings;
  for (const templates::Warning& warning : job.warnings) warnings.push_back(warning.text());
  for (std::string& warning : generation.warnings()) warnings.push_back(std::move(warning));
  return warnings;
}

Problems check_unique(const TemplateRequest& request, const Program& program, const TemplateLimits& limits) {
  const bool unique = request.unique || std::ranges::any_of(program.placeholders, &Placeholder::unique);
  if (!unique || request.count <= limits.max_unique_count) return {};
  return {{"count", fmt::format("Input should be less than or equal to {} with unique values", limits.max_unique_count),
           "less_than_equal"}};
}

}  // namespace

TemplateLimits TemplateLimits::for_anybody() {
  TemplateLimits limits;
  limits.max_count = 1000;
  limits.max_bytes = kMaxPublicBytes;
  limits.max_unique_bytes = kMaxUniqueBytes;
  limits.max_stream_bytes = kMaxPublicBytes;
  limits.max_cpu = kMaxPublicCpu;
  limits.max_compile_cpu = kMaxCompileCpu;
  limits.compile.max_values = 1'000'000;
  return limits;
}

TemplateLimits TemplateLimits::with_credentials() {
  TemplateLimits limits;
  limits.max_count = 10'000;
  limits.more_records =
      " in an envelope; to stream more, send the header Accept: application/x-ndjson; `phoney "
      "generate` has no limit";
  limits.max_bytes = 2 * kMaxPublicBytes;
  limits.max_unique_bytes = 2 * kMaxUniqueBytes;
  limits.max_cpu = 10 * kMaxPublicCpu;
  limits.max_compile_cpu = kMaxCompileCpu;
  limits.compile.max_values = 10'000'000;
  return limits;
}

TemplateLimits TemplateLimits::for_streams(std::int64_t max_count) {
  TemplateLimits limits;
  limits.max_count = max_count;
  limits.max_unique_count = 100'000;
  limits.max_bytes = std::size_t{4} << 20;
  limits.max_unique_bytes = 2 * kMaxUniqueBytes;
  limits.max_compile_cpu = kMaxCompileCpu;
  limits.compile.max_values = 100'000'000;
  return limits;
}

void read_members(MemberReader& reader, std::int64_t max_count, TemplateRequest& into) {
  reader.require("template");
  into.source = reader.object("template", R"(the template must be an object, such as {"name":"{{name}}"})");
  reader.integer("count", 1, max_count, into.count);
  reader.text("locale", into.locale);
  reader.seed("seed", into.seed);
  reader.boolean("unique", into.unique);
  reader.instant("now", into.clock);
  std::optional<Format> format;
  read_format(reader, format);
  into.format = format.value_or(Format::json);
  read_format_options(reader, into.options);
  bool ignored = false;
  std::string unread;
  reader.boolean("envelope", ignored);   // the route has read it
  reader.boolean("streaming", ignored);  // sent by clients of Python Phoney; has no effect
  reader.text("description", unread);    // for people: an example of GET /api/v1/template/examples is a request
}

namespace {

bool has_placeholder(const Value& value) {
  if (value.is_text()) return value.as_text().find("{{") != std::string::npos;
  return std::ranges::any_of(value.as_list(), has_placeholder) ||
         std::ranges::any_of(value.as_object(),
                             [](const Value::Member& member) { return has_placeholder(member.second); });
}

// Whether the template has a place of its own, perhaps under a misspelt name. Of a body with many members, only the
// first are compared: names are compared slowly, and a caller decides how many there are.
bool has_place_for_template(const Value& body) {
  constexpr std::size_t kCompared = 20;
  constexpr std::string_view kTemplate[] = {"template"};
  if (body.find("template") != nullptr) return true;
  const auto members = std::span(body.as_object()).first(std::min(body.as_object().size(), kCompared));
  return std::ranges::any_of(
      members, [&](const Value::Member& member) { return !near_names(member.first, kTemplate, 1).empty(); });
}

}  // namespace

Problems refuse_bare_template(const Value& body) {
  if (has_place_for_template(body) || !has_placeholder(body)) return {};
  return {{"template", R"(Field required; wrap the template: {"template": ...})", "missing"}};
}

bool wants_no_envelope(const Value& body) {
  const Value* envelope = body.is_object() ? body.find("envelope") : nullptr;
  if (envelope == nullptr) return false;
  const auto read = read_lax_boolean(*envelope);
  const bool* wanted = std::get_if<bool>(&read);
  return wanted != nullptr && !*wanted;
}

PreparedTemplate prepare_template(const Engine& engine, const Value& body, const TemplateLimits& limits,
                                  Cancellation cancellation) {
  const auto began = std::chrono::steady_clock::now();
  TemplateRequest request;
  if (Problems problems = read_template_request(body, limits, request); !problems.empty()) return problems;
  const auto locale = engine.catalogue().find_locale(request.locale);
  if (!locale) return Problems{{"locale", locale.error().message, to_string(locale.error().code)}};
  request.cancellation = std::move(cancellation);
  WorkLimit work;
  work.limit_time(limits.max_compile_cpu, request.cancellation);
  auto compiled = templates::compile(engine, *locale, *request.source, static_cast<std::uint64_t>(request.count),
                                     limits.compile, work);
  if (!compiled.ok()) {
    const Stage stage = work.is_out_of_time() ? Stage::generation : Stage::validation;
    return TemplateFailure{stage, std::move(compiled.errors)};
  }
  if (Problems problems = check_unique(request, compiled.program, limits); !problems.empty()) return problems;
  Seed seed = request.seed ? *request.seed : Seed::from_system();
  request.source = nullptr;
  return TemplateJob{
      began, std::move(request), *locale, std::move(compiled.program), std::move(compiled.warnings), std::move(seed)};
}

std::optional<TemplateFailure> append_envelope(const Engine& engine, const TemplateJob& job,
                                               const TemplateLimits& limits, Output& out) {
  const TemplateRequest& request = job.request;
  Generation generation(engine, job.program, job.seed, request.clock,
                        request.unique ? Uniqueness::where_possible : Uniqueness::off);
  const std::size_t start = out.size();
  generation.work_limit().limit_size(start, limits.max_bytes);
  generation.limit_memory(limits.max_unique_bytes);
  generation.work_limit().limit_time(limits.max_cpu, request.cancellation);
  // Ends patience now if the records certainly take longer than it lasts; the first check of the limit then stops.
  (void)request.cancellation.has_time_for(kQuickValue * values_of(job));
  OutputCeiling ceiling(out, limits.max_bytes);
  out.append(R"({"generated_count":)");
  out.append_integer(request.count);
  out.append(R"(,"requested_count":)");
  out.append_integer(request.count);
  out.append(R"(,"data":)");
  std::uint64_t made = 0;
  std::optional<Error> failure;
  const bool held = ceiling.holds([&] { failure = append_records(generation, request, made, out); });
  if (!held) failure = generation.work_limit().size_error();
  if (failure) {
    out.truncate(start);
    return TemplateFailure{Stage::generation, {std::move(*failure)}, made};
  }
  out.append(R"(,"format":)");
  append_json_text(out, spec_of(request.format).name);
  const Catalogue& catalogue = engine.catalogue();
  append_repeat(out, {catalogue.locale_name(job.locale), job.seed, request.clock.now(), catalogue.data_version()});
  const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - job.began;
  out.append(fmt::format(R"(,"execution_time_ms":{:.3f},"warnings":)", elapsed.count()));
  append_json_texts(out, warnings_of(job, generation));
  out.append('}');
  return std::nullopt;
}

TemplateResult append_template_response(const Engine& engine, const Value& body, const TemplateLimits& limits,
                                        Output& out) {
  PreparedTemplate prepared = prepare_template(engine, body, limits);
  if (auto* problems = std::get_if<Problems>(&prepared)) return std::move(*problems);
  if (auto* failure = std::get_if<TemplateFailure>(&prepared)) return std::move(*failure);
  if (auto failure = append_envelope(engine, std::get<TemplateJob>(prepared), limits, out)) return std::move(*failure);
  return {};
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

void append_failure_members(Output& out, const TemplateFailure& failure) {
  out.append(R"("message":)");
  append_json_text(out,
                   failure.stage == Stage::validation ? "Template validation failed" : "Template generation failed");
  out.append(R"(,"errors":[)");
  for (std::size_t i = 0; i < failure.errors.size(); ++i) {
    if (i > 0) out.append(',');
    append_error_entry(out, failure.errors[i]);
  }
  out.append(R"(],"help":)");
  append_json_text(out, kHelp);
}

void append_failure(Output& out, const TemplateFailure& failure) {
  out.append('{');
  append_failure_members(out, failure);
  out.append('}');
}

}  // namespace phoney::service
