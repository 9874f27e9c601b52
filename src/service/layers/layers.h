// Layers: everything around a route: authentication, limits, common headers, logging and metrics.
//
// `Application` calls `begin`, then `admit` once it knows the route, and `finish` once there is a response.

#pragma once

#include <chrono>
#include <string>

#include "service/auth/authenticator.h"
#include "service/layers/bill.h"
#include "service/layers/cors.h"
#include "service/layers/limits.h"
#include "service/observe/observer.h"
#include "service/route.h"

namespace phoney::service {

// What is known of a request beside the request.
struct Exchange {
  std::chrono::steady_clock::time_point start;
  Client client;
  bool through_origin = true;  // has the secret that the proxy in front adds, where one is set
  std::string id;
  std::size_t route = SIZE_MAX;  // its place among the routes; SIZE_MAX: none
  bool probe = false;            // asked for by machines all day
  Identity identity;
  std::optional<RateLimiter::Decision> limit;
  Bill bill;
};

class Layers {
 public:
  // All of these must outlive it.
  Layers(const Settings& settings, Metrics& metrics, Log& log);

  // See Application::take_over.
  void take_over(const Layers& before);

  Exchange begin(const Request& request);
  // Answers what no route does, and returns whether it has: a browser's preflight.
  bool answer_preflight(const Exchange& exchange, const Request& request, Response& response) const;
  // Holds the caller to the limits and to the route's rules. Returns false once it has refused, or once it has given
  // up an event loop's patience for what takes long.
  bool admit(const RouteRules& rules, const Request& request, Exchange& exchange, Response& response);
  // Completes the answer's headers, and has it counted and logged.
  void finish(const Exchange& exchange, const Request& request, Response& response);

  Authenticator& authenticator() { return authenticator_; }

 private:
  bool may_hash(const Request& request, const Client& client);
  Client client_of(const Request& request, bool through_origin) const;
  // Whether the request has ORIGIN_VERIFY_SECRET, if there is one.
  bool comes_through_origin(const Request& request) const;

  const Settings& settings_;
  Observer observer_;
  Cors cors_;
  Limits limits_;
  Authenticator authenticator_;
};

inline constexpr std::string_view kBearer = "Bearer";

// {"detail": ...}, Retry-After, and with 401 WWW-Authenticate: the `challenge`.
void answer_refusal(const Refusal& refusal, Response& response, std::string_view challenge = kBearer);

}  // namespace phoney::service
