#include "service/application.h"

#include <string>

#include "service/call.h"
#include "service/compression.h"
#include "service/openapi.h"
#include "service/refusal.h"
#include "service/routes/routes.h"
#include "service/status.h"

namespace phoney::service {

Application::Application(const Engine& engine, Settings settings)
    : engine_(engine), settings_(std::move(settings)), authenticator_(settings_) {}

const std::string& Application::openapi() const {
  std::call_once(openapi_written_, [this] { openapi_ = write_openapi(engine_); });
  return openapi_;
}

void Application::handle(const Request& request, Response& response) {
  dispatch(request, response);
  compress(request, response);
}

void Application::dispatch(const Request& request, Response& response) const {
  const std::string_view method = request.method == "HEAD" ? "GET" : request.method;
  std::string allowed;
  for (const RouteGroup* group : all_routes()) {
    for (const Route& route : group->routes) {
      const auto captures = match_path(route.pattern, request.path);
      if (!captures) continue;
      if (route.method == method) return run(route, request, *captures, response);
      if (!allowed.empty()) allowed.append(", ");
      allowed.append(route.method);
      if (route.method == "GET") allowed.append(", HEAD");
    }
  }
  if (allowed.empty()) return refuse(response, 404, "Not Found");
  refuse(response, 405, "Method Not Allowed");
  response.add_header("Allow", allowed);
}

void Application::run(const Route& route, const Request& request, const Captures& captures, Response& response) const {
  Identity identity;
  if (route.authenticated) {
    auto proven = authenticator_.authenticate(request);
    if (!proven) {
      refuse(response, http_status(proven.error().code), proven.error().message);
      response.add_header("WWW-Authenticate", "Bearer");
      return;
    }
    identity = std::move(*proven);
  }
  route.handler({*this, request, captures, identity}, response);
}

}  // namespace phoney::service
