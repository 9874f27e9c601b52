// GET /generators, GET /generators/{generator} and GET /locales.

#include "locale/default_locale.h"
#include "service/call.h"
#include "service/catalogue_lists.h"
#include "service/generator_details.h"
#include "service/refusal.h"
#include "service/routes/read_capture.h"
#include "service/routes/read_locale.h"
#include "service/routes/routes.h"
#include "service/routes/schemas.h"

namespace phoney::service {
namespace {

void generators(const Call& call, Response& response) {
  const auto locale = read_locale(call, kDefaultLocale, response);
  if (locale) append_generators(call.engine(), *locale, response.body);
}

void generator(const Call& call, Response& response) {
  const auto name = read_capture(call, 0, response);
  if (!name) return;
  const Engine& engine = call.engine();
  const auto found = engine.find_generator(*name);
  if (!found) return refuse(response, "path", found.error());
  const auto usual = usual_locale(engine.catalogue(), *found);
  const auto locale = read_locale(call, usual ? engine.catalogue().locale_name(*usual) : kDefaultLocale, response);
  if (!locale) return;
  const auto bound = engine.bind(*locale, *found, {});
  if (!bound && bound.error().code == ErrorCode::unknown_generator) return refuse(response, "path", bound.error());
  const auto described = append_generator_details(engine, *locale, *found, call.request.cancellation, response.body);
  if (!described) refuse(response, "path", described.error());
}

void locales(const Call& call, Response& response) { append_locales(call.engine().catalogue(), response.body); }

constexpr RouteParameter kGeneratorParameters[] = {kLocaleParameter};

constexpr Route generators_at(std::string_view pattern) {
  return {.method = "GET",
          .pattern = pattern,
          .handler = generators,
          .summary = "List the generators of a locale and their parameters",
          .parameters = kGeneratorParameters,
          .response = "Generators",
          .failures = kInvalid};
}

constexpr RouteParameter kShownIn{
    "locale", R"({"$ref":"#/components/schemas/Locale"})",
    "Locale of the description and the sample. Default: en_US, or the first locale that has the generator."};
constexpr RouteParameter kDetailsParameters[] = {kGeneratorParameter, kShownIn};
constexpr int kDetailsFailures[] = {404, 422};

constexpr Route generator_at(std::string_view pattern) {
  return {.method = "GET",
          .pattern = pattern,
          .handler = generator,
          .summary = "Describe a generator: parameters, locales and a sample value",
          .parameters = kDetailsParameters,
          .response = "GeneratorDetails",
          .failures = kDetailsFailures};
}

constexpr Route locales_at(std::string_view pattern) {
  return {
      .method = "GET", .pattern = pattern, .handler = locales, .summary = "List the locales", .response = "Locales"};
}

constexpr Route kRoutes[] = {generators_at("/generators"),
                             generators_at("/api/v1/generators"),
                             generator_at("/generators/{generator}"),
                             generator_at("/api/v1/generators/{generator}"),
                             locales_at("/locales"),
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
  "parameters":{"type":"array","items":{"$ref":"#/components/schemas/GeneratorParameter"}}}},
"GeneratorParameter":{"type":"object","required":["name","type","default","description","choices"],"properties":{
  "name":{"type":"string"},
  "type":{"type":"string"},
  "default":{"type":"string","description":"The default value, written as in a template."},
  "description":{"type":"string"},
  "choices":{"type":"array","items":{"type":"string"},"description":"The allowed values. Empty if there is no fixed list."}}},
"GeneratorDetails":{"type":"object",
  "required":["name","provider","description","returns","parameters","pending","locale","sample","locales"],"properties":{
  "name":{"type":"string"},
  "provider":{"type":"string"},
  "description":{"type":"string"},
  "returns":{"type":"string"},
  "parameters":{"type":"array","items":{"$ref":"#/components/schemas/GeneratorParameter"}},
  "pending":{"type":"boolean","description":"True if phoney does not have this generator."},
  "locale":{"type":"string","description":"Locale of the description, the parameters and the sample."},
  "sample":{"description":"The value for seed 42 at the current time. A long string is truncated. null if the generator is pending or needs parameters, or if the value is a long list or object."},
  "locales":{"type":"array","items":{"type":"string"},"description":"The locales that have this generator."}}},
"Locales":{"type":"object","required":["locales","count","default"],"properties":{
  "locales":{"type":"array","items":{"type":"string"}},
  "count":{"type":"integer"},
  "default":{"type":"string"}}})";

}  // namespace

constinit const RouteGroup catalogue_routes{"catalogue", "Generators and locales", RequestKind::other, kRoutes,
                                            kSchemas};

}  // namespace phoney::service
