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

// What the layers know about a request.
struct Exchange {
  std::chrono::steady_clock::time_point start;
  Client client;
  bool through_origin = true;  // has the secret that the proxy in front adds, where one is set
  std::string id;
  std::size_t route = SIZE_MAX;  // its place among the routes; SIZE_MAX: none
  RequestKind kind = RequestKind::other;
  bool probe = false;  // from monitoring
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
  // Answers a browser's preflight, which no route does. Returns whether the request is one.
  bool answer_preflight(const Exchange& exchange, const Request& request, Response& response) const;
  // Applies the limits and the route's rules. Returns false if it has refused the request, or if it has ended an event
  // loop's patience because the work takes long.
  bool admit(const RouteRules& rules, const Request& request, Exchange& exchange, Response& response);
  // Completes the response's headers, counts it and logs it.
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
