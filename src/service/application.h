// Application: the service behind every door: finds a request's route and answers it.
//
// Routes are one table (application.cc), which `handle` walks in order. Handlers write straight into the response's
// body. An error is JSON: {"detail": "..."} for a request as a whole, FastAPI's list of problems for its members. A
// route that is marked `authenticated` is reached only by callers who have proven who they are; `Call::identity` tells
// who.

#pragma once

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

 private:
  struct Call {
    const Request& request;
    Captures captures;
    const Identity& identity;
  };
  using Handler = void (Application::*)(const Call& call, Response& response) const;
  struct Route {
    std::string_view method;
    std::string_view pattern;
    Handler handler;
    bool authenticated = false;  // answered 401 without credentials
  };
  static const Route kRoutes[];

  void run(const Route& route, const Request& request, const Captures& captures, Response& response) const;

  void health(const Call& call, Response& response) const;
  void fake(const Call& call, Response& response) const;
  void generators(const Call& call, Response& response) const;
  void records(const Call& call, Response& response) const;

  const Engine& engine_;
  const Settings settings_;
  const Authenticator authenticator_;
};

}  // namespace phoney::service
