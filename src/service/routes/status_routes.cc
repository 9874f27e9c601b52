// GET /health, /ready and /metrics, and the JSON of GET /: whether the service is available, and with which data.

#include "base/json_text.h"
#include "service/call.h"
#include "service/routes/routes.h"

namespace phoney::service {
namespace {

void append_versions(const Catalogue& catalogue, Output& out) {
  out.append(R"("faker_version":)");
  append_json_text(out, catalogue.faker_version());
  out.append(R"(,"data_version":)");
  append_json_text(out, catalogue.data_version());
}

void health(const Call& call, Response& response) {
  const Catalogue& catalogue = call.engine().catalogue();
  Output& out = response.body;
  out.append(R"({"status":"healthy",)");
  append_versions(catalogue, out);
  out.append(R"(,"locales":)");
  out.append_integer(static_cast<std::int64_t>(catalogue.locale_count()));
  out.append(R"(,"generators":)");
  std::int64_t generators = 0;
  for (GeneratorId id = 0; id < catalogue.generator_count(); ++id) generators += catalogue.is_available(id) ? 1 : 0;
  out.append_integer(generators);
  out.append('}');
}

// phoney loads nothing after the start, so a server that responds is ready.
void ready(const Call&, Response& response) { response.body.append(R"({"status":"ready"})"); }

void metrics(const Call& call, Response& response) {
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  call.application.metrics().append(response.body);
}

constexpr RouteRules kProbe{.probe = true};

constexpr Route kRoutes[] = {
    {.method = "GET",
     .pattern = "/health",
     .handler = health,
     .rules = kProbe,
     .summary = "Check health and versions",
     .response = "Health"},
    {.method = "GET",
     .pattern = "/ready",
     .handler = ready,
     .rules = kProbe,
     .summary = "Check whether the server accepts requests",
     .response = "Ready"},
    {.method = "GET",
     .pattern = "/metrics",
     .handler = metrics,
     .rules = kProbe,
     .summary = "Get metrics for Prometheus",
     .media_types = "text/plain"},
};

constexpr std::string_view kSchemas = R"(
"Ready":{"type":"object","required":["status"],"properties":{"status":{"const":"ready"}}},
"Health":{"type":"object","required":["status","faker_version","data_version","locales","generators"],"properties":{
  "status":{"const":"healthy"},
  "faker_version":{"type":"string"},
  "data_version":{"type":"string"},
  "locales":{"type":"integer"},
  "generators":{"type":"integer"}}})";

}  // namespace

void append_about(const Engine& engine, Output& out) {
  out.append(R"({"name":"Phoney - Faker API","version":")" PHONEY_VERSION R"(","status":"online",)");
  append_versions(engine.catalogue(), out);
  out.append(
      R"(,"documentation":"/docs","links":{"docs":"/docs","redoc":"/redoc","openapi":"/openapi.json",)"
      R"("openapi_full":"/openapi-full.json","health":"/health","fake":"/fake/name","generators":"/generators","locales":"/locales",)"
      R"("template":"/template","template_examples":"/template/examples","providers":"/api/v1/providers"}})");
}

constinit const RouteGroup status_routes{"status", "Health, versions and metrics", RequestKind::other, kRoutes,
                                         kSchemas};

}  // namespace phoney::service
