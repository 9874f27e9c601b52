// GET /health, /ready and /metrics: whether the service is there, with which data, and what it has done.

#include "base/json_text.h"
#include "service/call.h"
#include "service/routes/routes.h"

namespace phoney::service {
namespace {

void health(const Call& call, Response& response) {
  const Catalogue& catalogue = call.engine().catalogue();
  Output& out = response.body;
  out.append(R"({"status":"healthy","faker_version":)");
  append_json_text(out, catalogue.faker_version());
  out.append(R"(,"data_version":)");
  append_json_text(out, catalogue.data_version());
  out.append(R"(,"locales":)");
  out.append_integer(static_cast<std::int64_t>(catalogue.locale_count()));
  out.append(R"(,"generators":)");
  out.append_integer(static_cast<std::int64_t>(catalogue.generator_count()));
  out.append('}');
}

// Nothing is loaded after the start, so whoever answers is ready.
void ready(const Call&, Response& response) { response.body.append(R"({"status":"ready"})"); }

void metrics(const Call& call, Response& response) {
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  call.application.metrics().append(response.body);
}

constexpr Route kRoutes[] = {
    {.method = "GET", .pattern = "/ready", .handler = ready, .probe = true, .summary = "Readiness", .answer = "Ready"},
    {.method = "GET",
     .pattern = "/metrics",
     .handler = metrics,
     .probe = true,
     .summary = "Counts for Prometheus",
     .media_types = "text/plain"},
    {.method = "GET",
     .pattern = "/health",
     .handler = health,
     .probe = true,
     .summary = "Health and versions",
     .answer = "Health"},
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

constinit const RouteGroup status_routes{"status", "The service itself", kRoutes, kSchemas};

}  // namespace phoney::service
