// GET /openapi.json and /openapi-full.json, the pages that show them, the page at / and their files. None of them needs
// another host, nor an inline script or style, except for the styles that Swagger UI and Redoc set.

#include "service/assets.h"
#include "service/call.h"
#include "service/forms.h"
#include "service/preference.h"
#include "service/refusal.h"
#include "service/routes/routes.h"

namespace phoney::service {
namespace {

constexpr std::string_view kPageSecurity =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' "
    "data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// More than it takes to make an OpenAPI document, which nothing can interrupt.
constexpr std::chrono::seconds kMaking{1};

void send_page(std::string_view name, const Call& call, Response& response) {
  response.add_header("Content-Security-Policy", kPageSecurity);
  respond_with_asset(call.request, *find_asset(name), response);
}

bool prefers_html(std::string_view accept) {
  const auto preferences = parse_preferences(accept);
  const int html = quality_of(preferences, "text/html", "");
  return html > 0 && html >= quality_of(preferences, "application/json", "");
}

void home(const Call& call, Response& response) {
  response.add_header("Vary", "Accept");
  if (prefers_html(call.request.header("accept"))) return send_page("home.html", call, response);
  append_about(call.engine(), response.body);
}

void docs(const Call& call, Response& response) { send_page("docs.html", call, response); }
void redoc(const Call& call, Response& response) { send_page("redoc.html", call, response); }

void asset(const Call& call, Response& response) {
  const auto found = find_asset(call.captures[0]);
  if (!found) return refuse(response, 404, "there is no such asset; open /docs");
  response.add_header("Cache-Control", "public, max-age=3600");
  respond_with_asset(call.request, *found, response);
}

template <GeneratorPaths Paths>
void openapi(const Call& call, Response& response) {
  OpenApiDocument& document = call.application.openapi(Paths);
  const Coding coding = accepted_form(call.request);
  if (!document.is_made(coding) && !call.request.cancellation.has_time_for(kMaking)) return;
  respond_with_form(call.request, document.form(coding), response);
}

constexpr Route kRoutes[] = {
    {.method = "GET",
     .pattern = "/",
     .handler = home,
     .summary = "Show versions and links",
     .response = "About",
     .media_types = "text/html"},
    {.method = "GET", .pattern = "/openapi.json", .handler = openapi<GeneratorPaths::one>},
    {.method = "GET", .pattern = "/openapi-full.json", .handler = openapi<GeneratorPaths::each>},
    {.method = "GET", .pattern = "/docs", .handler = docs},
    {.method = "GET", .pattern = "/redoc", .handler = redoc},
    {.method = "GET", .pattern = "/assets/{name}", .handler = asset},
};

constexpr std::string_view kSchemas = R"(
"About":{"type":"object","required":["name","version","status","faker_version","data_version","documentation","links"],
  "properties":{
  "name":{"type":"string"},
  "version":{"type":"string"},
  "status":{"const":"online"},
  "faker_version":{"type":"string"},
  "data_version":{"type":"string"},
  "documentation":{"type":"string"},
  "links":{"type":"object","additionalProperties":{"type":"string"}}}})";

}  // namespace

constinit const RouteGroup docs_routes{"status", "", RequestKind::other, kRoutes, kSchemas};

}  // namespace phoney::service
