// Application: the service behind every door: finds a request's route and answers it.
//
// Routes stand in groups beside their handlers (routes/), and `handle` walks them in order. Handlers write straight
// into the response's body. A route that is marked `authenticated` is reached only by callers who have proven who they
// are; `Call::identity` tells who.

#pragma once

#include <mutex>
#include <string>

#include "engine/engine.h"
#include "service/auth/authenticator.h"
#include "service/message.h"
#include "service/route.h"
#include "service/settings.h"

namespace phoney::service {

class Application final : public Service {
 public:
  // `engine` must outlive the application.
  explicit Application(const Engine& engine, Settings settings = {});

  void handle(const Request& request, Response& response) override;

  const Engine& engine() const { return engine_; }
  const Settings& settings() const { return settings_; }
  // The OpenAPI document, written when it is first asked for.
  const std::string& openapi() const;

 private:
  void dispatch(const Request& request, Response& response) const;
  void run(const Route& route, const Request& request, const Captures& captures, Response& response) const;

  const Engine& engine_;
  const Settings settings_;
  const Authenticator authenticator_;
  mutable std::once_flag openapi_written_;
  mutable std::string openapi_;
};

}  // namespace phoney::service
