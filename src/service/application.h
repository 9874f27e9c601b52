// Application: the service behind every door: routes a Request to its handler.

#pragma once

#include "engine/engine.h"
#include "service/message.h"

namespace phoney::service {

class Application final : public Service {
 public:
  // `engine` must outlive the application.
  explicit Application(const Engine& engine) : engine_(engine) {}

  void handle(const Request& request, Response& response) override;

 private:
  const Engine& engine_;
};

}  // namespace phoney::service
