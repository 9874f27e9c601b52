#include "service/fake.h"

#include <limits>

#include <fmt/format.h>

#include "base/json_text.h"
#include "service/query.h"
#include "templates/lexer.h"

namespace phoney::service {
namespace {

// A value of a query, typed as the member that it is for wants it.
Value query_value(const QueryParameter& parameter) {
  Value value = templates::parse_parameter(parameter.value);
  const bool is_text =
      parameter.name == "locale" || parameter.name == "now" || (parameter.name == "seed" && !value.is_integer());
  return is_text ? Value::text(parameter.value) : value;
}

void read_common(MemberReader& reader, std::int64_t max_count, FakeRequest& into) {
  std::optional<Seed> seed;
  reader.text("locale", into.locale);
  reader.seed("seed", seed);
  reader.integer("count", 1, max_count, into.count);
  reader.instant("now", into.clock);
  if (seed) into.seed = std::move(*seed);
}

}  // namespace

Result<FakeRequest> read_fake_request(const Value& request) {
  FakeRequest result;
  MemberReader reader(request);
  reader.require("generator");
  reader.text("generator", result.generator);
  read_common(reader, std::numeric_limits<std::int64_t>::max(), result);
  if (const Value* parameters = reader.object("params")) result.parameters = parameters->as_object();
  if (const Problems problems = reader.finish(); !problems.empty()) return problems.front().to_error();
  return result;
}

Problems read_fake_query(std::string_view query, std::int64_t max_count, FakeRequest& into) {
  const auto parameters = parse_query(query);
  if (!parameters) return {{parameters.error().field, parameters.error().message, "value_error"}};
  Value::Object members;
  for (const QueryParameter& parameter : *parameters) {
    members.emplace_back(parameter.name, query_value(parameter));
  }
  const Value object = Value::object(std::move(members));
  MemberReader reader(object);
  read_common(reader, max_count, into);
  into.max_bytes = kMaxPublicBytes;
  into.parameters = reader.others();
  return reader.finish(/*allow_others=*/true);
}

void append_json_value(Session& session, const BoundCall& call, Output& out) {
  const std::size_t start = out.size();
  out.append('"');
  out.set_kind(Kind::text);
  session.run(call.binding, call.arguments.get(), out);
  finish_json_value(out, start);
}

void append_json_seed(Output& out, const Seed& seed) {
  if (seed.is_integer()) {
    out.append(seed.text());
  } else {
    append_json_text(out, seed.text());
  }
}

Result<void> answer_fake(const Engine& engine, const FakeRequest& request, Output& out) {
  auto locale = engine.catalogue().find_locale(request.locale);
  if (!locale) return locale.error();
  auto generator = engine.find_generator(*locale, request.generator);
  if (!generator) return generator.error();
  auto call = engine.bind(*locale, *generator, request.parameters);
  if (!call) return call.error();
  Session session(engine.registry(), *locale, request.seed, request.clock);
  const std::size_t start = out.size();
  out.append(R"({"generator":)");
  append_json_text(out, engine.catalogue().generator_name(*generator));
  out.append(request.count == 1 ? R"(,"data":)" : R"(,"data":[)");
  for (std::int64_t i = 0; i < request.count; ++i) {
    if (i > 0) out.append(',');
    append_json_value(session, *call, out);
    auto failure = session.take_failure();
    if (!failure && out.size() - start > request.max_bytes) {
      failure = make_error(
          ErrorCode::capacity_exceeded,
          fmt::format("the answer is larger than {} bytes; ask for fewer or shorter values", request.max_bytes),
          "count");
    }
    if (failure) {
      out.truncate(start);
      return *failure;
    }
  }
  out.append(request.count == 1 ? R"(,"count":)" : R"(],"count":)");
  out.append_integer(request.count);
  out.append(R"(,"locale":)");
  append_json_text(out, engine.catalogue().locale_name(*locale));
  out.append(R"(,"seed":)");
  append_json_seed(out, request.seed);
  out.append('}');
  return {};
}

void append_error(Output& out, const Error& error) {
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
  out.append("}}");
}

}  // namespace phoney::service
