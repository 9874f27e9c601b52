#include "service/layers/layers.h"

#include <chrono>

#include "service/auth/secret.h"
#include "service/layers/request_id.h"
#include "service/layers/security_headers.h"
#include "service/refusal.h"

namespace phoney::service {
namespace {

constexpr Refusal kNotThroughOrigin{403, "the header X-Origin-Verify is missing or wrong", Reason::origin_not_verified};

// Some clients send a name and a password only when they are asked for them. The script of a page is not to ask by a
// window of the browser's, so to what browsers send Basic is not offered.
std::string_view challenge_for(const Request& request) {
  return request.header("sec-fetch-mode").empty() ? R"(Bearer, Basic realm="phoney", charset="UTF-8")" : kBearer;
}

// More than any patience that ends.
constexpr std::chrono::hours kLong{24};

}  // namespace

void answer_refusal(const Refusal& refusal, Response& response, std::string_view challenge) {
  refuse(response, refusal.status, refusal.detail);
  response.outcome.reason = refusal.reason;
  if (refusal.status == 401 || refusal.status == 403) response.outcome.kind = Outcome::Kind::refused_caller;
  if (refusal.retry_after.count() > 0) {
    response.add_header("Retry-After", std::to_string(refusal.retry_after.count()));
  }
  if (refusal.status == 401) response.add_header("WWW-Authenticate", challenge);
}

Layers::Layers(const Settings& settings, Metrics& metrics, Log& log)
    : settings_(settings), observer_(metrics, log), cors_(settings), limits_(settings), authenticator_(settings) {}

void Layers::take_over(const Layers& before) {
  limits_.take_over(before.limits_);
  authenticator_.take_over(before.authenticator_);
}

Exchange Layers::begin(const Request& request) {
  Exchange exchange;
  exchange.start = std::chrono::steady_clock::now();
  exchange.through_origin = comes_through_origin(request);
  exchange.client = client_of(request, exchange.through_origin);
  exchange.id = request_id_of(request);
  exchange.bill = Bill(limits_, exchange.client.address);
  return exchange;
}

Client Layers::client_of(const Request& request, bool through_origin) const {
  const bool has_proven_to_be_a_proxy = through_origin && !settings_.origin_verify_secrets.empty();
  return service::client_of(request, settings_.trusted_proxies, has_proven_to_be_a_proxy);
}

// Whether authenticating the request may take as long as a password is hashed.
bool Layers::may_hash(const Request& request, const Client& client) {
  return Authenticator::gives_password(request) && authenticator_.will_hash(client);
}

bool Layers::comes_through_origin(const Request& request) const {
  return settings_.origin_verify_secrets.empty() ||
         is_one_of_secrets(request.header("x-origin-verify"), settings_.origin_verify_secrets);
}

bool Layers::answer_preflight(const Exchange& exchange, const Request& request, Response& response) const {
  if (!Cors::is_preflight(request)) return false;
  if (exchange.through_origin) {
    cors_.answer_preflight(request, response);
  } else {
    answer_refusal(kNotThroughOrigin, response);
  }
  return true;
}

bool Layers::admit(const RouteRules& rules, const Request& request, Exchange& exchange, Response& response) {
  exchange.probe = rules.probe;
  std::optional<Refusal> refusal;
  if (!exchange.through_origin) refusal = kNotThroughOrigin;
  if (!refusal && !rules.probe) {
    // A deferred request was counted, and perhaps authenticated, when it was tried first.
    refusal = exchange.limit ? limits_.admit_later(exchange.client, std::chrono::steady_clock::now(), exchange.limit)
                             : limits_.admit(exchange.client, exchange.start, exchange.limit);
  }
  const bool to_authenticate = rules.authenticated && !exchange.identity.authenticated();
  const auto takes_long = [&] { return rules.takes_long || (to_authenticate && may_hash(request, exchange.client)); };
  if (!refusal && takes_long() && !request.cancellation.has_time_for(kLong)) return false;
  // Nothing can end the hashing of a password, and the process is not to wait for all that are queued.
  if (!refusal && request.cancellation.drain.stop_requested() && takes_long()) {
    refusal = Refusal{503, "the server is shutting down; try again", Reason::shutting_down, {}};
  }
  if (!refusal && to_authenticate) {
    refusal = authenticator_.authenticate(request, exchange.client, exchange.identity);
  }
  if (!refusal) return true;
  answer_refusal(*refusal, response, challenge_for(request));
  return false;
}

void Layers::finish(const Exchange& exchange, const Request& request, Response& response) {
  response.add_header("X-Request-Id", exchange.id);
  if (exchange.limit) limits_.add_headers(*exchange.limit, response);
  if (!Cors::is_preflight(request)) cors_.add_headers(request, response);
  if (settings_.security_headers) add_security_headers(exchange.client.secure, response);
  const Note note{.start = exchange.start,
                  .route = exchange.route,
                  .probe = exchange.probe,
                  .request_id = exchange.id,
                  .method = request.method,
                  .path = request.path,
                  .client = exchange.client.text,
                  .status = response.status,
                  .bytes = response.body_size(),
                  .records = response.records,
                  .reason = response.outcome.reason};
  if (response.source) {
    response.source = billed(observer_.observed(std::move(response.source), note), exchange.bill, request.cancellation);
  } else {
    observer_.note(note);
  }
}

}  // namespace phoney::service
