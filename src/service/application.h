// Application: the service behind all front ends. Finds the route of a request and answers it.
//
// Routes are declared in groups beside their handlers (routes/), and `handle` searches them in order. Handlers write
// directly into the response's body. Layers surround each route (layers/layers.h): only authenticated callers reach a
// route that is marked `authenticated`, and `Call::identity` names the caller.

#pragma once

#include <string>

#include "engine/engine.h"
#include "service/layers/layers.h"
#include "service/message.h"
#include "service/observe/log.h"
#include "service/observe/metrics.h"
#include "service/openapi_document.h"
#include "service/route.h"
#include "service/settings.h"

namespace phoney::service {

class Application final : public Service {
 public:
  // `engine` must outlive the application, which must outlive the sources of its responses. Without a `log`, nothing is
  // logged.
  explicit Application(const Engine& engine, Settings settings = {}, LogSink log = {}, LogStyle style = LogStyle::json);

  void handle(const Request& request, Response& response) override;
  std::unique_ptr<Task> begin(const Request& request, Response& response) override;
  void refuse_unread(const Request& request, Response& response) override;
  // Goes on with another application's counts of requests and wrong guesses, for a front end that changes settings. A
  // new limit starts a new count. Before the first request.
  void take_over(const Application& before) { layers_.take_over(before.layers_); }

  const Engine& engine() const { return engine_; }
  const Settings& settings() const { return settings_; }
  Authenticator& authenticator() { return layers_.authenticator(); }
  // Front ends add their own metrics here before the first request.
  Metrics& metrics() { return metrics_; }
  // A front end that may be frozen between requests flushes this.
  Log& log() { return log_; }
  OpenApiDocument& openapi(GeneratorPaths paths) { return paths == GeneratorPaths::one ? openapi_ : openapi_full_; }

 private:
  class DeferredAnswer;

  void answer(Exchange& exchange, const Request& request, Response& response);
  void dispatch(Exchange& exchange, const Request& request, Response& response);

  const Engine& engine_;
  const Settings settings_;
  Metrics metrics_;
  Log log_;
  Layers layers_;
  OpenApiDocument openapi_;
  OpenApiDocument openapi_full_;
};

}  // namespace phoney::service
