#include "service/fake.h"

#include <fmt/format.h>

#include "base/instant.h"
#include "base/json_text.h"

namespace phoney::service {
namespace {

Error wrong(std::string_view member, std::string_view wanted, const Value& value) {
  return make_error(ErrorCode::invalid_argument, fmt::format("`{}` takes {}, not {}", member, wanted, value.type_name()),
                    std::string(member));
}

Result<void> read_member(const std::string& name, const Value& value, FakeRequest& into) {
  if (name == "generator") {
    if (!value.is_text()) return wrong(name, "a generator's name", value);
    into.generator = value.as_text();
  } else if (name == "locale") {
    if (!value.is_text()) return wrong(name, "a locale's name", value);
    into.locale = value.as_text();
  } else if (name == "seed") {
    if (value.is_null()) return {};
    auto seed = read_seed(value);
    if (!seed) return seed.error();
    into.seed = *seed;
  } else if (name == "count") {
    if (!value.fits_int64()) return wrong(name, "an integer", value);
    if (value.as_integer() < 1) return make_error(ErrorCode::invalid_argument, "`count` is at least 1", name);
    into.count = value.as_integer();
  } else if (name == "now") {
    if (value.is_null()) return {};
    if (!value.is_text()) return wrong(name, "a date and time in ISO 8601", value);
    auto instant = parse_instant(value.as_text());
    if (!instant) return make_error(instant.error().code, "`now` " + instant.error().message, name);
    into.clock = Clock(*instant);
  } else if (name == "params") {
    if (!value.is_object()) return wrong(name, "an object of parameters", value);
    into.parameters = value.as_object();
  } else {
    return make_error(ErrorCode::invalid_argument,
                      fmt::format("there is no member `{}`; a request has generator, locale, seed, count, params and now", name),
                      name);
  }
  return {};
}

}  // namespace

Result<Seed> read_seed(const Value& value) {
  if (value.is_integer()) return Seed::from_decimal(value.as_text());
  if (value.is_text()) return Seed::from_text(value.as_text());
  return wrong("seed", "an integer or a text", value);
}

Result<FakeRequest> read_fake_request(const Value& request) {
  if (!request.is_object()) return make_error(ErrorCode::invalid_argument, "a request is a JSON object");
  FakeRequest result;
  for (const auto& [name, value] : request.as_object()) {
    if (auto read = read_member(name, value, result); !read) return read.error();
  }
  if (result.generator.empty()) return make_error(ErrorCode::invalid_argument, "`generator` is missing", "generator");
  return result;
}

void append_json_text(Output& out, std::string_view text) {
  out.append('"');
  const std::size_t start = out.size();
  out.append(text);
  escape_json(out, start);
  out.append('"');
}

void append_json_value(Session& session, const BoundCall& call, Output& out) {
  const std::size_t start = out.size();
  out.append('"');
  out.set_kind(Kind::text);
  session.run(call.binding, call.arguments.get(), out);
  if (out.kind() == Kind::text) {
    escape_json(out, start + 1);
    out.append('"');
  } else {  // a number, list ...: take the quote back
    std::memmove(out.data() + start, out.data() + start + 1, out.size() - start - 1);
    out.truncate(out.size() - 1);
  }
}

Result<void> answer_fake(const Engine& engine, const FakeRequest& request, Output& out) {
  auto locale = engine.catalogue().find_locale(request.locale);
  if (!locale) return locale.error();
  auto generator = engine.find_generator(request.generator);
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
    if (auto failure = session.take_failure()) {
      out.truncate(start);
      return *failure;
    }
  }
  out.append(request.count == 1 ? R"(,"count":)" : R"(],"count":)");
  out.append_integer(request.count);
  out.append(R"(,"locale":)");
  append_json_text(out, engine.catalogue().locale_name(*locale));
  out.append(R"(,"seed":)");
  if (request.seed.is_integer()) {
    out.append(request.seed.text());
  } else {
    append_json_text(out, request.seed.text());
  }
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
    out.append(R"(,"suggestions":[)");
    for (std::size_t i = 0; i < error.suggestions.size(); ++i) {
      if (i > 0) out.append(',');
      append_json_text(out, error.suggestions[i]);
    }
    out.append(']');
  }
  out.append("}}");
}

}  // namespace phoney::service
