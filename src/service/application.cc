#include "service/application.h"

#include <exception>
#include <string>

#include "service/call.h"
#include "service/compression.h"
#include "service/refusal.h"
#include "service/routes/routes.h"

namespace phoney::service {
namespace {

std::vector<Metrics::RouteName> route_names() {
  std::vector<Metrics::RouteName> names;
  for (const RouteGroup* group : all_routes()) {
    for (const Route& route : group->routes) names.push_back({route.method, route.pattern});
  }
  return names;
}

}  // namespace

Application::Application(const Engine& engine, Settings settings, LogSink log)
    : engine_(engine),
      settings_(std::move(settings)),
      metrics_(route_names(), settings_.threads),
      log_(settings_.log_level, std::move(log)),
      layers_(settings_, metrics_, log_),
      openapi_(engine, settings_.max_stream_records) {}

void Application::handle(const Request& request, Response& response) {
  Exchange exchange = layers_.begin(request);
  try {
    if (!layers_.answer_preflight(request, response)) dispatch(exchange, request, response);
    compress(request, response);
  } catch (const std::exception&) {
    // Out of memory, or a mistake of ours: the client learns no more than that, the log and the metrics show it.
    response.reset();
    refuse(response, 500, "Internal Server Error");
  }
  layers_.finish(exchange, request, response);
}

bool Application::is_slow(const Request& request) { return layers_.authenticator().will_hash(request); }

void Application::refuse_unread(const Request& request, Response& response) {
  layers_.finish(layers_.begin(request), request, response);
}

void Application::dispatch(Exchange& exchange, const Request& request, Response& response) {
  const std::string_view method = request.method == "HEAD" ? "GET" : request.method;
  std::string allowed;
  std::size_t place = 0;
  for (const RouteGroup* group : all_routes()) {
    for (const Route& route : group->routes) {
      const std::size_t index = place++;
      const auto captures = match_path(route.pattern, request.path);
      if (!captures) continue;
      if (route.method == method) {
        exchange.route = index;
        if (layers_.admit(route.rules, request, exchange, response)) {
          route.handler({*this, request, *captures, exchange}, response);
        }
        return;
      }
      if (!allowed.empty()) allowed.append(", ");
      allowed.append(route.method);
      if (route.method == "GET") allowed.append(", HEAD");
    }
  }
  if (!layers_.admit({}, request, exchange, response)) return;
  if (allowed.empty()) return refuse(response, 404, "Not Found");
  refuse(response, 405, "Method Not Allowed");
  response.add_header("Allow", allowed);
}

}  // namespace phoney::service
