// Maps an event's path to a path of the application. Gateways prepend stages and base paths, and decode some paths.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace phoney::lambda {

struct GatewayPath {
  std::string_view path = "";   // as the event has it, encoded or decoded
  std::string_view stage = "";  // "$default" and "" put nothing before the path
  std::string_view route = "";  // the gateway's own: "/{proxy+}", "ANY /{proxy+}", "POST /template", "$default"
  // The values of the route's {names}.
  std::vector<std::pair<std::string_view, std::string_view>> parameters = {};
  std::string_view base_path = "";  // the prefix that a custom domain adds
};

// The application's own path, percent-encoded, from '/' on. If the route says which part of the path it matched, that
// is the path. Otherwise removes the stage once, and then the base path: a gateway adds a named stage to the path
// itself.
std::string application_path(const GatewayPath& gateway);

}  // namespace phoney::lambda
