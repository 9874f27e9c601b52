// Application: the service behind every door: finds a request's route and answers it.
//
// Routes are one table (application.cc), which `handle` walks in order. Handlers write straight into the response's
// body. An error is JSON: {"detail": "..."} for a request as a whole, FastAPI's list of problems for its members. A
// route that is marked `authenticated` is reached only by callers who have proven who they are; `Call::identity` tells
// who.

#pragma once

#include "engine/engine.h"
#include "service/layers/layers.h"
#include "service/message.h"
#include "service/observe/metrics.h"
#include "service/route.h"
#include "service/settings.h"

namespace phoney::service {

class Application final : public Service {
 public:
  // `engine` must outlive the application. Without a `log` nothing is logged.
  explicit Application(const Engine& engine, Settings settings = {}, LogSink log = {});

  void handle(const Request& request, Response& response) override;

  // For the door to say how many connections it has, before the first request.
  Metrics& metrics() { return metrics_; }
  // For a door that may be frozen between requests to write what has been logged.
  Log& log() { return layers_.log(); }

 private:
  struct Call {
    const Request& request;
    Captures captures;
    const Exchange& exchange;

    const Identity& identity() const { return exchange.identity; }
  };
  using Handler = void (Application::*)(const Call& call, Response& response);
  struct Route {
    std::string_view method;
    std::string_view pattern;
    Handler handler;
    RouteRules rules{};
  };
  static const Route kRoutes[];

  static std::vector<Metrics::RouteName> route_names();

  void dispatch(Exchange& exchange, const Request& request, Response& response);

  void health(const Call& call, Response& response);
  void ready(const Call& call, Response& response);
  void metrics_text(const Call& call, Response& response);
  void token(const Call& call, Response& response);
  void fake(const Call& call, Response& response);
  void generators(const Call& call, Response& response);
  void records(const Call& call, Response& response);

  const Engine& engine_;
  const Settings settings_;
  Metrics metrics_;
  Layers layers_;
};

}  // namespace phoney::service
