#include "service/openapi.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include <fmt/format.h>

#include "base/json_text.h"
#include "formats/format.h"
#include "service/routes/routes.h"
#include "service/routes/schemas.h"

namespace phoney::service {
namespace {

constexpr std::string_view kDescription =
    "Realistic fake data for tests, with the same values as Python's Faker. Every response reports its seed, time, "
    "locale and data version, so that you can reproduce it.\n\nOperations with a padlock need authentication: press "
    "Authorize.";

constexpr std::string_view kErrorSchemas = R"(
"Error":{"type":"object","required":["detail"],"properties":{"detail":{"anyOf":[
  {"type":"string"},
  {"type":"array","items":{"$ref":"#/components/schemas/Problem"}},
  {"$ref":"#/components/schemas/TemplateFailure"}]}}},
"Problem":{"type":"object","required":["loc","msg","type"],"description":"A problem with one member or parameter of the request.",
  "properties":{
  "loc":{"type":"array","items":{"type":"string"},"examples":[["body","count"]]},
  "msg":{"type":"string"},
  "type":{"type":"string","examples":["less_than_equal"]}}},
"TemplateFailure":{"type":"object","required":["message","errors","help"],"properties":{
  "message":{"type":"string"},
  "errors":{"type":"array","items":{"$ref":"#/components/schemas/TemplateError"}},
  "help":{"type":"string"}}},
"TemplateError":{"type":"object","required":["field","generator","message","suggestions","error_type"],"properties":{
  "field":{"type":"string","description":"The path of the field, such as user.email."},
  "generator":{"type":["string","null"]},
  "message":{"type":"string"},
  "suggestions":{"type":"array","items":{"type":"string"}},
  "error_type":{"type":"string"},
  "context":{"type":"string","description":"The faulty text, with a caret below the error."}}})";

constexpr std::string_view kSecurity = R"("securitySchemes":{
"bearer":{"type":"http","scheme":"bearer","bearerFormat":"JWT","description":"The access_token from POST /token, or a token from `phoney token`."},
"basic":{"type":"http","scheme":"basic","description":"User name and password: the settings API_USERNAME and API_PASSWORD_HASH."},
"api_key":{"type":"apiKey","in":"header","name":"X-API-Key","description":"The value of the setting API_KEY. If it is not set, no key is accepted."}})";

struct Failure {
  int status;
  std::string_view description;
};
constexpr Failure kFailures[] = {
    {400, "The count is above the maximum of this route, or the request is not valid HTTP."},
    {401, "The credentials are missing or wrong."},
    {403, "ORIGIN_VERIFY_SECRET is set, and the header X-Origin-Verify is missing or wrong."},
    {404, "The generator does not exist, or the locale does not have it."},
    {406, "The header Accept allows none of the available formats."},
    {413, "The body is larger than MAX_BODY_BYTES."},
    {415, "The body is compressed, or its Content-Type is wrong."},
    {422, "A member, a parameter or the template is invalid."},
    {429, "Too many requests, too much CPU time, or too many wrong passwords. Retry-After says when to try again."},
    {503,
     "The server is overloaded (Retry-After says when to try again) or shutting down, or the time limit of AWS Lambda "
     "is reached."},
};

void append_info(Output& out, const Settings& settings) {
  std::string description(kDescription);
  if (has_development_login(settings)) {
    description += fmt::format(" On this development server, fill in `basic` to log in as `{}` with the password `{}`.",
                               settings.api_username, kDevelopmentPassword);
  }
  out.append(R"({"title":"Phoney","version":")" PHONEY_VERSION
             R"(","license":{"name":"MIT","identifier":"MIT"},"description":)");
  append_json_text(out, description);
  out.append('}');
}

void append_tags(Output& out, const Catalogue& catalogue, GeneratorPaths paths) {
  bool first = true;
  const auto append = [&](std::string_view name, std::string_view description) {
    if (!std::exchange(first, false)) out.append(',');
    out.append(R"({"name":)");
    append_json_text(out, name);
    out.append(R"(,"description":)");
    append_json_text(out, description);
    out.append('}');
  };
  for (const RouteGroup* group : all_routes()) {
    if (!group->description.empty()) append(group->tag, group->description);
  }
  if (paths == GeneratorPaths::one) return;
  std::vector<bool> has_generators(catalogue.provider_count());
  for (GeneratorId id = 0; id < catalogue.generator_count(); ++id) {
    if (has_path(catalogue, id)) has_generators[catalogue.generator_provider(id)] = true;
  }
  for (std::uint32_t provider = 0; provider < catalogue.provider_count(); ++provider) {
    if (!has_generators[provider]) continue;
    append(fmt::format("/fake: {}", catalogue.provider_name(provider)), catalogue.provider_description(provider));
  }
}

std::string operation_id(const Route& route) {
  std::string id(route.method);
  for (const char c : route.pattern) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      id += c;
    } else if (c == '/' || c == '_') {
      id += '_';
    }
  }
  std::ranges::transform(id, id.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return id;
}

// A media type's object. `example` is JSON, or empty.
void append_schema_ref(Output& out, std::string_view name, std::string_view example = "") {
  out.append(fmt::format(R"({{"schema":{{"$ref":"#/components/schemas/{}"}})", name));
  if (!example.empty()) out.append(fmt::format(R"(,"example":{})", example));
  out.append('}');
}

// Takes a media type off the front of those that have commas between them.
std::string_view take_type(std::string_view& types) {
  const std::string_view type = types.substr(0, types.find(", "));
  types.remove_prefix(std::min(types.size(), type.size() + 2));
  return type;
}

void append_response(Output& out, const Route& route) {
  out.append(R"("200":{"description":"Success.","content":{)");
  bool first = true;
  const auto append_type = [&](std::string_view type) {
    out.append(fmt::format(R"({}"{}":)", std::exchange(first, false) ? "" : ",", type));
  };
  constexpr std::string_view kText = R"({"schema":{"type":"string"}})";
  if (!route.response.empty()) {
    append_type("application/json");
    append_schema_ref(out, route.response);
  }
  for (std::string_view types = route.media_types; !types.empty();) {
    append_type(take_type(types));
    out.append(kText);
  }
  if (route.in_formats) append_formats(out);
  out.append("}}");
}

void append_operation(Output& out, const RouteGroup& group, const Route& route) {
  std::string method(route.method);
  std::ranges::transform(method, method.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  out.append(
      fmt::format(R"("{}":{{"operationId":"{}","tags":["{}"],"summary":)", method, operation_id(route), group.tag));
  append_json_text(out, route.summary);
  if (!route.description.empty()) {
    out.append(R"(,"description":)");
    append_json_text(out, route.description);
  }
  if (route.rules.authenticated) out.append(R"(,"security":[{"bearer":[]},{"basic":[]},{"api_key":[]}])");
  out.append(R"(,"parameters":[)");
  for (std::size_t i = 0; i < route.parameters.size(); ++i) {
    if (i > 0) out.append(',');
    const RouteParameter& parameter = route.parameters[i];
    const bool captured = route.pattern.find(fmt::format("{{{}}}", parameter.name)) != std::string_view::npos;
    append_parameter(out, parameter, captured ? "path" : "query", captured);
  }
  out.append(']');
  if (!route.body.empty()) {
    out.append(R"(,"requestBody":{"required":true,"content":{)");
    for (std::string_view types = route.body_types; !types.empty();) {
      append_json_text(out, take_type(types));
      out.append(':');
      append_schema_ref(out, route.body, route.body_example);
      if (!types.empty()) out.append(',');
    }
    out.append("}}");
  }
  out.append(R"(,"responses":{)");
  append_response(out, route);
  std::vector<int> failures(route.failures.begin(), route.failures.end());
  if (route.rules.authenticated) failures.push_back(401);
  failures.push_back(403);
  if (!route.rules.probe) failures.insert(failures.end(), {429, 503});
  append_failures(out, failures);
  out.append("}}");
}

// Routes with the same pattern share a path.
void append_paths(Output& out) {
  std::vector<std::string_view> written;
  for (const RouteGroup* group : all_routes()) {
    for (const Route& route : group->routes) {
      if (route.summary.empty() || std::ranges::find(written, route.pattern) != written.end()) continue;
      if (!written.empty()) out.append(',');
      written.push_back(route.pattern);
      append_json_text(out, route.pattern);
      out.append(":{");
      bool first = true;
      for (const RouteGroup* other : all_routes()) {
        for (const Route& same : other->routes) {
          if (same.pattern != route.pattern || same.summary.empty()) continue;
          if (!std::exchange(first, false)) out.append(',');
          append_operation(out, *other, same);
        }
      }
      out.append('}');
    }
  }
}

void append_failure_responses(Output& out) {
  for (const auto& [status, description] : kFailures) {
    if (status != kFailures[0].status) out.append(',');
    out.append(fmt::format(R"("{}":{{"description":"{}","content":{{"application/json":)", status, description));
    append_schema_ref(out, "Error");
    out.append("}}");
  }
}

}  // namespace

void append_parameter(Output& out, const RouteParameter& parameter, std::string_view in, bool required) {
  out.append(fmt::format(R"({{"name":"{}","in":"{}","required":{},"description":)", parameter.name, in, required));
  append_json_text(out, parameter.description);
  out.append(R"(,"schema":)");
  out.append(parameter.schema);
  if (!parameter.example.empty()) out.append(fmt::format(R"(,"example":{})", parameter.example));
  out.append('}');
}

void append_formats(Output& out) {
  for (const FormatSpec& format : formats()) {
    if (format.format == Format::json) continue;
    out.append(fmt::format(R"(,"{}":{{"schema":{{"type":"string"}}}})", format.media_type));
  }
}

void append_failures(Output& out, std::span<const int> statuses) {
  for (const int status : statuses) {
    out.append(fmt::format(R"(,"{0}":{{"$ref":"#/components/responses/{0}"}})", status));
  }
}

std::string write_openapi(const Engine& engine, const Settings& settings, GeneratorPaths paths) {
  const bool each = paths == GeneratorPaths::each;
  Output out;
  out.append(R"({"openapi":"3.1.0","info":)");
  append_info(out, settings);
  out.append(R"(,"servers":[{"url":"/"}],"tags":[)");
  append_tags(out, engine.catalogue(), paths);
  out.append(R"(],"paths":{)");
  append_paths(out);
  if (each) append_generator_paths(out, engine);
  out.append(R"(},"components":{"schemas":{)");
  for (const RouteGroup* group : all_routes()) {
    out.append(group->schemas);
    if (!group->schemas.empty()) out.append(',');
    if (group->append_schemas == nullptr) continue;
    group->append_schemas(out, settings);
    out.append(',');
  }
  append_value_schemas(out, engine, settings.max_stream_records);
  if (each) append_generator_schemas(out);
  out.append(',');
  out.append(kErrorSchemas);
  out.append('}');
  if (each) {
    out.append(R"(,"parameters":{)");
    append_generator_parameters(out);
    out.append('}');
  }
  out.append(R"(,"responses":{)");
  if (each) append_generator_responses(out);
  append_failure_responses(out);
  out.append("},");
  out.append(kSecurity);
  out.append("}}");
  return std::string(out.view());
}

}  // namespace phoney::service
