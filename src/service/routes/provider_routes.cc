// /api/v1/providers and below: values by Faker's providers. POST /api/v1/generate accepts every parameter.

#include "locale/default_locale.h"
#include "service/catalogue_lists.h"
#include "service/refusal.h"
#include "service/routes/read_capture.h"
#include "service/routes/read_locale.h"
#include "service/routes/routes.h"
#include "service/routes/schemas.h"
#include "service/routes/values.h"

namespace phoney::service {
namespace {

constexpr std::int64_t kMaxCount = 100;

// The captured provider, or refuses.
std::optional<std::uint32_t> read_provider(const Call& call, Response& response) {
  const Catalogue& catalogue = call.engine().catalogue();
  const auto name = read_capture(call, 0, response);
  if (!name) return std::nullopt;
  const auto provider = find_provider(catalogue, *name);
  if (!provider) refuse(response, "path", Problems{{"provider", unknown_provider(catalogue), "enum"}});
  return provider;
}

void list_providers(const Call& call, Response& response) {
  const auto locale = read_locale(call, kDefaultLocale, response);
  if (locale) append_providers(call.engine().catalogue(), *locale, response.body);
}

void show_provider(const Call& call, Response& response) {
  const auto provider = read_provider(call, response);
  if (!provider) return;
  const auto locale = read_locale(call, kDefaultLocale, response);
  if (locale) append_provider(call.engine().catalogue(), *locale, *provider, response.body);
}

void fake_of_provider(const Call& call, Response& response) {
  const auto provider = read_provider(call, response);
  if (!provider) return;
  const auto name = read_capture(call, 1, response);
  if (!name) return;
  FakeRequest request;
  request.provider = call.engine().catalogue().provider_name(*provider);
  request.generator = *name;
  const Problems problems = read_fake_query(call.request.query, kMaxCount, request);
  if (!problems.empty()) return refuse(response, "query", problems);
  respond_with_values(call, "query", std::move(request), response);
}

void generate(const Call& call, Response& response) {
  const auto body = read_body(call.request, call.settings().max_body_bytes, response);
  if (!body) return;
  FakeRequest request;
  Problems problems = read_generate_request(*body, kMaxCount, request);
  const Catalogue& catalogue = call.engine().catalogue();
  if (problems.empty() && !find_provider(catalogue, request.provider)) {
    problems.push_back({"provider", unknown_provider(catalogue), "enum"});
  }
  if (!problems.empty()) return refuse(response, "body", problems);
  respond_with_values(call, "body", std::move(request), response);
}

constexpr RouteParameter kProviderParameter{"provider", R"({"$ref":"#/components/schemas/ProviderName"})",
                                            "A provider from GET /api/v1/providers.", R"("person")"};
constexpr RouteParameter kListParameters[] = {kLocaleParameter};
constexpr RouteParameter kShowParameters[] = {kProviderParameter, kLocaleParameter};
constexpr RouteParameter kFakeParameters[] = {kProviderParameter, kGeneratorParameter, kCountParameter,
                                              kLocaleParameter,   kSeedParameter,      kNowParameter,
                                              kFormatParameter,   kOwnParameters};
constexpr int kGenerateFailures[] = {404, 406, 413, 415, 422};

constexpr Route kRoutes[] = {
    {.method = "GET",
     .pattern = "/api/v1/providers",
     .handler = list_providers,
     .summary = "List the providers of a locale",
     .parameters = kListParameters,
     .response = "Providers",
     .failures = kInvalid},
    {.method = "GET",
     .pattern = "/api/v1/provider/{provider}",
     .handler = show_provider,
     .summary = "List the generators of a provider",
     .parameters = kShowParameters,
     .response = "Provider",
     .failures = kInvalid},
    {.method = "GET",
     .pattern = "/api/v1/provider/{provider}/{generator}",
     .handler = fake_of_provider,
     .summary = "Generate values with a provider's generator",
     .description = "Add the generator's own parameters to the query.",
     .parameters = kFakeParameters,
     .response = "ProviderFake",
     .in_formats = true,
     .failures = kValueFailures},
    {.method = "POST",
     .pattern = "/api/v1/generate",
     .handler = generate,
     .rules = {.authenticated = true},
     .summary = "Generate values, also unique ones",
     .body = "GenerateRequest",
     .body_example = R"({"provider":"person","generator":"name","count":3})",
     .response = "ProviderFake",
     .in_formats = true,
     .failures = kGenerateFailures},
};

constexpr std::string_view kSchemas = R"(
"Providers":{"type":"array","items":{"type":"object","required":["name","url","generator_count"],"properties":{
  "name":{"type":"string"},
  "url":{"type":"string"},
  "generator_count":{"type":"integer","minimum":1}}}},
"Provider":{"type":"object","required":["provider","generators","generator_urls"],"properties":{
  "provider":{"type":"string"},
  "generators":{"type":"array","items":{"type":"string"}},
  "generator_urls":{"type":"object","additionalProperties":{"type":"string"}}}},
"GenerateRequest":{"type":"object","required":["provider","generator"],"additionalProperties":false,"properties":{
  "provider":{"$ref":"#/components/schemas/ProviderName"},
  "generator":{"type":"string","description":"A generator of this provider and locale, from GET /generators."},
  "locale":{"anyOf":[{"$ref":"#/components/schemas/Locale"},{"type":"null"}],"description":"Locale of the values. Default: en_US."},
  "seed":{"anyOf":[{"$ref":"#/components/schemas/Seed"},{"type":"null"}]},
  "unique":{"type":"boolean","description":"Return each value at most once, as long as the generator has more values. Default: false."},
  "count":{"type":"integer","minimum":1,"maximum":100,"description":"Number of values. Default: 1."},
  "format":{"anyOf":[{"$ref":"#/components/schemas/FormatName"},{"type":"null"}],
    "description":"Format of the response. Overrides the header Accept. Default: the format that Accept selects."},
  "params":{"anyOf":[{"$ref":"#/components/schemas/GeneratorArguments"},{"type":"null"}]},
  "now":{"anyOf":[{"$ref":"#/components/schemas/Instant"},{"type":"null"}],
    "description":"The time to use as the present for relative dates. Default: the current time."}}},
"GeneratorArguments":{"type":"object","additionalProperties":false,"properties":{
  "args":{"type":["array","null"],"items":{},"description":"Values for the generator's first parameters, in Faker's order."},
  "kwargs":{"type":["object","null"],"additionalProperties":true,
    "description":"Values for the generator's parameters by name. GET /generators lists their types and choices."}}},
"ProviderFake":{"allOf":[{"$ref":"#/components/schemas/Fake"},{"type":"object","required":["provider"],"properties":{
  "provider":{"type":"string"}}}]})";

}  // namespace

constinit const RouteGroup provider_routes{"providers", "Providers of Faker and their generators", RequestKind::values,
                                           kRoutes, kSchemas};

}  // namespace phoney::service
