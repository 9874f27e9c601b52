// Where in the application an event's path leads: gateways put stages and base paths before it, and decode some.

#pragma once

#include <string>
#include <string_view>

namespace phoney::lambda {

struct GatewayPath {
  std::string_view path = "";       // as the event has it, encoded or decoded
  std::string_view stage = "";      // "$default" and "" put nothing before the path
  std::string_view route = "";      // the gateway's own: "/{proxy+}", "ANY /{proxy+}", "POST /template", "$default"
  std::string_view proxy = "";      // what {proxy+} stood for
  std::string_view base_path = "";  // what a custom domain puts before it
};

// The application's own path, percent-encoded, from '/' on.
std::string application_path(const GatewayPath& gateway);

// Encodes everything but unreserved characters (RFC 3986, 2.3).
std::string percent_encode(std::string_view text);

}  // namespace phoney::lambda
