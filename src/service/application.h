// Application: the service behind every door: finds a request's route and answers it.
//
// Routes stand in groups beside their handlers (routes/), and `handle` walks them in order. Handlers write straight
// into the response's body. Around each route stand the layers (layers/layers.h): a route that is marked
// `authenticated` is reached only by callers who have proven who they are; `Call::identity` tells who.

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
  // `engine` must outlive the application, and the application its answers' sources. Without a `log` nothing is logged.
  explicit Application(const Engine& engine, Settings settings = {}, LogSink log = {}, LogStyle style = LogStyle::json);

  void handle(const Request& request, Response& response) override;
  std::unique_ptr<Task> begin(const Request& request, Response& response) override;
  void refuse_unread(const Request& request, Response& response) override;

  const Engine& engine() const { return engine_; }
  const Settings& settings() const { return settings_; }
  Authenticator& authenticator() { return layers_.authenticator(); }
  // A front end adds here what it counts itself, before the first request.
  Metrics& metrics() { return metrics_; }
  // A door that may be frozen between requests flushes this.
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
