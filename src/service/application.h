// Application: the service behind every door: finds a request's route and answers it.
//
// Routes are one table (application.cc), which `handle` walks in order. Handlers write straight into the response's
// body. An error is JSON: {"detail": "..."} for a request as a whole, FastAPI's list of problems for its members.

#pragma once

#include "engine/engine.h"
#include "service/message.h"
#include "service/route.h"

namespace phoney::service {

class Application final : public Service {
 public:
  // `engine` must outlive the application.
  explicit Application(const Engine& engine) : engine_(engine) {}

  void handle(const Request& request, Response& response) override;

 private:
  struct Call {
    const Request& request;
    Captures captures;
  };
  using Handler = void (Application::*)(const Call& call, Response& response) const;
  struct Route {
    std::string_view method;
    std::string_view pattern;
    Handler handler;
  };
  static const Route kRoutes[];

  void health(const Call& call, Response& response) const;
  void fake(const Call& call, Response& response) const;
  void generators(const Call& call, Response& response) const;
  void records(const Call& call, Response& response) const;

  const Engine& engine_;
};

}  // namespace phoney::service
