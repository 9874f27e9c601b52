// GET /generators and GET /locales: what there is.

#include "service/call.h"
#include "service/catalogue_lists.h"
#include "service/refusal.h"
#include "service/routes/routes.h"
#include "service/routes/schemas.h"

namespace phoney::service {
namespace {

void generators(const Call& call, Response& response) {
  std::string name = "en_US";
  const Problems problems = read_locale_query(call.request.query, name);
  if (!problems.empty()) return refuse(response, "query", problems);
  const auto locale = call.engine().catalogue().find_locale(name);
  if (!locale) return refuse(response, "query", locale.error());
  append_generators(call.engine(), *locale, response.body);
}

void locales(const Call& call, Response& response) { append_locales(call.engine().catalogue(), response.body); }

constexpr RouteParameter kGeneratorParameters[] = {kLocaleParameter};

constexpr Route generators_at(std::string_view pattern) {
  return {.method = "GET",
          .pattern = pattern,
          .handler = generators,
          .summary = "The generators of a locale, with their parameters",
          .parameters = kGeneratorParameters,
          .answer = "Generators",
          .failures = kInvalid};
}
constexpr Route locales_at(std::string_view pattern) {
  return {.method = "GET", .pattern = pattern, .handler = locales, .summary = "The locales", .answer = "Locales"};
}

constexpr Route kRoutes[] = {generators_at("/generators"), generators_at("/api/v1/generators"), locales_at("/locales"),
                             locales_at("/api/v1/locales")};

constexpr std::string_view kSchemas = R"(
"Generators":{"type":"object","required":["locale","generators","count"],"properties":{
  "locale":{"type":"string"},
  "generators":{"type":"array","items":{"$ref":"#/components/schemas/Generator"}},
  "count":{"type":"integer"}}},
"Generator":{"type":"object","required":["name","provider","description","returns","parameters"],"properties":{
  "name":{"type":"string"},
  "provider":{"type":"string"},
  "description":{"type":"string"},
  "returns":{"type":"string"},
  "parameters":{"type":"array","items":{"type":"object","required":["name","type","default","description","choices"],
    "properties":{
      "name":{"type":"string"},
      "type":{"type":"string"},
      "default":{"type":"string","description":"As it would be written in a template."},
      "description":{"type":"string"},
      "choices":{"type":"array","items":{"type":"string"},"description":"Empty if any value will do."}}}}}},
"Locales":{"type":"object","required":["locales","count","default"],"properties":{
  "locales":{"type":"array","items":{"type":"string"}},
  "count":{"type":"integer"},
  "default":{"type":"string"}}})";

}  // namespace

constinit const RouteGroup catalogue_routes{"catalogue", "What there is", kRoutes, kSchemas};

}  // namespace phoney::service
