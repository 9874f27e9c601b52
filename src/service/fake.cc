#include "service/fake.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/json_text.h"
#include "base/near.h"
#include "base/quantity.h"
#include "formats/json_plan.h"
#include "formats/record_writer.h"
#include "service/accepted_format.h"
#include "service/query.h"
#include "service/repeat.h"
#include "service/template_request.h"
#include "templates/doubtful_values.h"
#include "templates/lexer.h"

namespace phoney::service {
namespace {

constexpr std::string_view kParametersInParams = "put the generator's parameters in `params`";
constexpr std::string_view kMoreValues = "; POST /template takes up to 1000";

// An instant with the plus sign that a query turned into a space; other texts as they are.
std::string with_plus_sign(const std::string& text) {
  const auto instant = parse_instant(text, PlusSign::may_be_space);
  return instant ? format_instant(*instant) : text;
}

// A value of a query as a Value of the type that its member expects.
Value query_value(const QueryParameter& parameter) {
  if (parameter.name == "locale" || parameter.name == "format") return Value::text(parameter.value);
  if (parameter.name == "now") return Value::text(with_plus_sign(parameter.value));
  if (parameter.name == "count") {
    const auto count = parse_quantity(parameter.value, kCounts);
    return count ? Value::integer_text(std::to_string(*count)) : Value::text(parameter.value);
  }
  Value value = templates::parse_parameter(parameter.value);
  return parameter.name == "seed" && !value.is_integer() ? Value::text(parameter.value) : value;
}

void read_common(MemberReader& reader, std::int64_t max_count, FakeRequest& into) {
  std::optional<Seed> seed;
  reader.text("locale", into.locale);
  reader.seed("seed", seed);
  reader.integer("count", 1, max_count, into.count);
  reader.instant("now", into.clock);
  into.clock = Clock(into.clock.now());  // one instant for all values, which the response reports
  into.seed = seed ? std::move(*seed) : Seed::from_system();
}

// `seed=` is what a client writes whose own value is missing. A body can say "" on purpose, as Python can.
void refuse_empty_seed(const std::vector<QueryParameter>& parameters, MemberReader& reader) {
  const bool has_empty = std::ranges::any_of(
      parameters, [](const QueryParameter& parameter) { return parameter.name == "seed" && parameter.value.empty(); });
  if (has_empty) reader.add("seed", "the seed is empty; without `seed`, each response differs", "value_error");
}

// Members that only requests with a template have, and what a request with one is like.
void refuse_members_of_templates(MemberReader& reader) {
  constexpr std::pair<std::string_view, std::string_view> kMembers[] = {{"unique", "true"}, {"format", R"("csv")"}};
  for (const auto& [name, value] : kMembers) {
    if (reader.find(name) == nullptr) continue;
    reader.add(name,
               fmt::format("Extra inputs are not permitted; a request with a template takes `{0}`: "
                           R"({{"template": {{"a": "{{{{name}}}}"}}, "{0}": {1}}}; {2})",
                           name, value, kParametersInParams),
               "extra_forbidden");
  }
}

// Makes the values one after the other, with commas between them; `make` returns false if one failed.
template <class Make>
bool repeat(const FakeRequest& request, Output& out, std::uint64_t& made, Make make) {
  for (std::int64_t i = 0; i < request.count; ++i) {
    if (i > 0) out.append(',');
    if (!make()) return false;
    ++made;
  }
  return true;
}

void limit_work(WorkLimit& limit, const FakeRequest& request, const Output& out) {
  limit.limit_size(out.size(), request.max_bytes);
  limit.limit_time(request.max_cpu, request.cancellation);
}

// The generator, if it is one of the provider asked for.
Result<GeneratorId> find_generator(const Engine& engine, LocaleId locale, const FakeRequest& request) {
  const Catalogue& catalogue = engine.catalogue();
  auto found = engine.find_generator(locale, request.generator);
  if (!found || request.provider.empty()) return found;
  const std::string_view provider = catalogue.provider_name(catalogue.generator_provider(*found));
  if (provider == request.provider) return found;
  return make_error(ErrorCode::unknown_generator,
                    fmt::format("generator `{}` not found in provider `{}`; it is in `{}`",
                                catalogue.generator_name(*found), request.provider, provider));
}

// The parameters by name, including the positional arguments.
Result<Value::Object> named_parameters(const Engine& engine, LocaleId locale, GeneratorId generator,
                                       const FakeRequest& request) {
  const GeneratorSpec* spec = engine.registry().spec(engine.catalogue().binding(locale, generator));
  const std::size_t known = spec != nullptr ? spec->parameter_count : 0;
  if (request.arguments.size() > known) {
    return make_error(
        ErrorCode::unknown_parameter,
        fmt::format("`{}` takes at most {} argument{}, not {}", engine.catalogue().generator_name(generator), known,
                    known == 1 ? "" : "s", request.arguments.size()),
        "args");
  }
  Value::Object named;
  for (std::size_t i = 0; i < request.arguments.size(); ++i) {
    named.emplace_back(std::string(spec->parameters()[i].name), request.arguments[i]);
  }
  named.insert(named.end(), request.parameters.begin(), request.parameters.end());
  return named;
}

Result<BoundCall> bind_call(const Engine& engine, LocaleId locale, GeneratorId generator, const FakeRequest& request) {
  if (request.arguments.empty()) return engine.bind(locale, generator, request.parameters);
  const auto parameters = named_parameters(engine, locale, generator, request);
  if (!parameters) return parameters.error();
  return engine.bind(locale, generator, *parameters);
}

// Appends the values.
Result<void> append_values(Session& session, const BoundCall& call, const FakeRequest& request, Output& out,
                           std::uint64_t& made) {
  limit_work(session.work_limit(), request, out);
  const bool good = repeat(request, out, made, [&] {
    append_json_value(session, call, out);
    return !session.failed() && session.may_go_on(out);
  });
  if (!good) return *session.take_failure();
  return {};
}

// The call as a template of one placeholder, or of an object whose one member has the generator's name.
Program program_of(const Engine& engine, LocaleId locale, BoundCall call, bool as_member) {
  Program program;
  program.locale = locale;
  Placeholder& placeholder = program.placeholders.emplace_back();
  placeholder.call = std::move(call);
  placeholder.field = "data";
  placeholder.generator = engine.catalogue().generator_name(placeholder.call.generator);
  if (as_member) program.nodes = {{Node::Type::begin_object, "", 0}, {Node::Type::key, placeholder.generator, 0}};
  program.nodes.push_back({Node::Type::value, "", 0});
  if (as_member) program.nodes.push_back({Node::Type::end_object, "", 0});
  program.unique_keys = 1;
  return program;
}

// The list of unique values. Adds to the warnings those about values that repeat.
Result<void> append_unique_values(const Engine& engine, LocaleId locale, BoundCall call, const FakeRequest& request,
                                  Output& out, std::uint64_t& made, std::vector<std::string>& warnings) {
  const Program program = program_of(engine, locale, std::move(call), /*as_member=*/false);
  Generation generation(engine, program, request.seed, request.clock, Uniqueness::where_possible);
  limit_work(generation.work_limit(), request, out);
  const JsonPlan plan(program, 0, 1);
  if (!repeat(request, out, made, [&] { return plan.render(generation, out); })) return generation.failure();
  for (std::string& warning : generation.warnings()) warnings.push_back(std::move(warning));
  return {};
}

// The values without the object around them, in `format`.
Result<void> write_values_without_envelope(const Engine& engine, LocaleId locale, BoundCall call,
                                           const FakeRequest& request, Format format, const FormatOptions& options,
                                           Output& out, std::uint64_t& made) {
  const Program program = program_of(engine, locale, std::move(call), spec_of(format).has_columns);
  Generation generation(engine, program, request.seed, request.clock,
                        request.unique ? Uniqueness::where_possible : Uniqueness::off);
  limit_work(generation.work_limit(), request, out);
  const auto writer = make_record_writer(format, program, options);
  if (!writer->begin(generation, out)) return generation.failure();
  for (std::int64_t i = 0; i < request.count; ++i) {
    if (!generation.may_go_on(out) || !writer->record(generation, out)) return generation.failure();
    ++made;
  }
  writer->end(out);
  return {};
}

void append_head(const Engine& engine, const FakeRequest& request, GeneratorId generator, Output& out) {
  out.append('{');
  if (!request.provider.empty()) {
    out.append(R"("provider":)");
    append_json_text(out, request.provider);
    out.append(',');
  }
  out.append(R"("generator":)");
  append_json_text(out, engine.catalogue().generator_name(generator));
  out.append(request.count == 1 ? R"(,"data":)" : R"(,"data":[)");
}

// What a valid call probably means instead.
std::vector<std::string> explain_doubtful(const Engine& engine, LocaleId locale, GeneratorId generator,
                                          const FakeRequest& request) {
  if (request.arguments.empty()) return templates::explain_doubtful(engine, locale, generator, request.parameters);
  const auto named = named_parameters(engine, locale, generator, request);
  return named ? templates::explain_doubtful(engine, locale, generator, *named) : std::vector<std::string>();
}

// Appends the response. If it fails, a part of it may have been appended.
Result<void> append_response(const Engine& engine, LocaleId locale, GeneratorId generator, const BoundCall& call,
                             const FakeRequest& request, Output& out, std::uint64_t& made) {
  append_head(engine, request, generator, out);
  std::vector<std::string> warnings = explain_doubtful(engine, locale, generator, request);
  if (request.unique) {
    const auto good = append_unique_values(engine, locale, call, request, out, made, warnings);
    if (!good) return good;
  } else {
    Session session(engine.registry(), locale, request.seed, request.clock);
    if (const auto good = append_values(session, call, request, out, made); !good) return good;
  }
  out.append(request.count == 1 ? R"(,"count":)" : R"(],"count":)");
  out.append_integer(request.count);
  const Catalogue& catalogue = engine.catalogue();
  append_repeat(out, {catalogue.locale_name(locale), request.seed, request.clock.now(), catalogue.data_version()});
  if (request.unique || !warnings.empty()) {
    out.append(R"(,"warnings":)");
    append_json_texts(out, warnings);
  }
  out.append('}');
  return {};
}

// Appends the values of the request by `append`, within its limits. If it fails, appends nothing.
template <class Append>
Result<void> append_within_limits(const Engine& engine, const FakeRequest& request, Output& out, Append append) {
  const auto locale = engine.catalogue().find_locale(request.locale);
  if (!locale) return locale.error();
  const auto generator = find_generator(engine, *locale, request);
  if (!generator) return generator.error();
  auto call = bind_call(engine, *locale, *generator, request);
  if (!call) return call.error();
  const std::size_t start = out.size();
  OutputCeiling ceiling(out, request.max_bytes);
  Result<void> appended;
  if (!ceiling.holds([&] { appended = append(*locale, *generator, *call); })) {
    appended = too_large(request.max_bytes);
  }
  if (!appended) out.truncate(start);
  return appended;
}

// {"args": [...], "kwargs": {...}}
void read_arguments(MemberReader& outer, FakeRequest& into) {
  const Value* params = outer.find("params");
  if (params == nullptr || params->is_null()) return;
  MemberReader reader(*params);
  const Value* args = reader.find("args");
  if (args != nullptr && !args->is_null()) {
    if (args->is_list()) {
      into.arguments = args->as_list();
    } else {
      reader.add("args", "Input should be a valid list", "list_type");
    }
  }
  const Value* kwargs = reader.find("kwargs");
  if (kwargs != nullptr && !kwargs->is_null()) {
    if (kwargs->is_object()) {
      into.parameters = kwargs->as_object();
    } else {
      reader.add("kwargs", "Input should be a valid dictionary", "dict_type");
    }
  }
  outer.add_all("params", reader.finish("put the generator's parameters in `kwargs`"));
}

// One error for all problems. If the request lacks a member, a misspelt one is probably the reason.
Error first_error(const Problems& problems) {
  constexpr std::string_view kDecisive[] = {"generator", "template"};  // a request has one of them
  Problem first = problems.front();
  if (first.type != "missing") return first.to_error();
  for (const Problem& other : problems) {
    const auto meant =
        other.type == "extra_forbidden" ? near_names(other.member, kDecisive, 1) : std::vector<std::string>();
    if (meant.empty()) continue;
    first.message += fmt::format(", but the request has `{}`; {}", other.member, did_you_mean(meant));
    break;
  }
  return first.to_error();
}

}  // namespace

Result<FakeRequest> read_fake_request(const Value& request) {
  FakeRequest result;
  MemberReader reader(request);
  reader.require("generator");
  reader.text("generator", result.generator);
  read_common(reader, std::numeric_limits<std::int64_t>::max(), result);
  if (const Value* parameters = reader.object("params")) result.parameters = parameters->as_object();
  refuse_members_of_templates(reader);
  const Problems problems = reader.finish(kParametersInParams);
  if (problems.empty()) return result;
  if (const Problems bare = refuse_bare_template(request); !bare.empty()) return bare.front().to_error();
  return first_error(problems);
}

Problems read_generate_request(const Value& body, std::int64_t max_count, FakeRequest& into) {
  MemberReader reader(body);
  reader.required_text("provider", into.provider);
  reader.required_text("generator", into.generator);
  read_common(reader, max_count, into);
  reader.boolean("unique", into.unique);
  read_format(reader, into.format);
  read_arguments(reader, into);
  into.max_bytes = kMaxPublicBytes;
  into.max_cpu = kMaxPublicCpu;
  Problems problems = reader.finish("put the generator's parameters in `kwargs` of `params`");
  advise_on_count(problems, kMoreValues);
  return problems;
}

Problems read_fake_query(std::string_view query, std::int64_t max_count, FakeRequest& into) {
  const auto parameters = parse_query(query);
  if (!parameters) return {{parameters.error().field, parameters.error().message, "value_error"}};
  Value::Object members;
  for (const QueryParameter& parameter : *parameters) {
    if (parameter.name.empty()) return {{"", "a value has no name; write name=value", "value_error"}};
    members.emplace_back(parameter.name, query_value(parameter));
  }
  const Value object = Value::object(std::move(members));
  MemberReader reader(object);
  read_common(reader, max_count, into);
  refuse_empty_seed(*parameters, reader);
  read_format(reader, into.format);
  into.max_bytes = kMaxPublicBytes;
  into.max_cpu = kMaxPublicCpu;
  into.parameters = reader.others();
  Problems problems = reader.finish_with_others();
  advise_on_count(problems, kMoreValues);
  return problems;
}

void append_json_value(Session& session, const BoundCall& call, Output& out) {
  const std::size_t start = out.size();
  out.append('"');
  out.set_kind(Kind::text);
  session.run(call.binding, call.arguments.get(), out, call.steps);
  finish_json_value(out, start);
}

Result<void> append_fake_response(const Engine& engine, const FakeRequest& request, Output& out, std::uint64_t& made) {
  return append_within_limits(engine, request, out, [&](LocaleId locale, GeneratorId generator, BoundCall& call) {
    return append_response(engine, locale, generator, call, request, out, made);
  });
}

Result<void> append_values_without_envelope(const Engine& engine, const FakeRequest& request, Format format,
                                            const FormatOptions& options, Output& out, std::uint64_t& made) {
  return append_within_limits(engine, request, out, [&](LocaleId locale, GeneratorId, BoundCall& call) {
    return write_values_without_envelope(engine, locale, std::move(call), request, format, options, out, made);
  });
}

void append_error(Output& out, const Error& error, std::uint64_t line) {
  out.append(R"({"error":{"code":)");
  append_json_text(out, to_string(error.code));
  out.append(R"(,"message":)");
  append_json_text(out, error.message);
  if (!error.field.empty()) {
    out.append(R"(,"field":)");
    append_json_text(out, error.field);
  }
  if (!error.suggestions.empty()) {
    out.append(R"(,"suggestions":)");
    append_json_texts(out, error.suggestions);
  }
  out.append(R"(,"line":)");
  out.append_integer(static_cast<std::int64_t>(line));
  out.append("}}");
}

}  // namespace phoney::service
