#include "service/application.h"

namespace phoney::service {

void Application::handle(const Request& request, Response& response) {
  if (request.path == "/health") {
    response.body.append(R"({"status":"healthy"})");
    return;
  }
  response.status = 404;
  response.body.append(R"({"detail":"Not Found"})");
}

}  // namespace phoney::service
