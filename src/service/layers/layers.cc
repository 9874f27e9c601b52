#include "service/layers/layers.h"

#include "base/json_text.h"
#include "service/layers/request_id.h"
#include "service/layers/security_headers.h"
#include "service/observe/access_log.h"

namespace phoney::service {
namespace {

LogLevel level_of(const Exchange& exchange, int status) {
  if (status >= 500) return LogLevel::error;
  if (status >= 400) return LogLevel::warning;
  return exchange.probe ? LogLevel::debug : LogLevel::info;
}

}  // namespace

void answer_refusal(const Refusal& refusal, Response& response) {
  response.status = refusal.status;
  response.body.append(R"({"detail":)");
  append_json_text(response.body, refusal.detail);
  response.body.append('}');
  if (refusal.retry_after.count() > 0) {
    response.add_header("Retry-After", std::to_string(refusal.retry_after.count()));
  }
  if (refusal.status == 401) response.add_header("WWW-Authenticate", "Bearer");
}

Layers::Layers(const Settings& settings, Metrics& metrics, LogSink sink)
    : settings_(settings),
      metrics_(metrics),
      log_(settings.log_level, std::move(sink)),
      cors_(settings),
      limits_(settings),
      authenticator_(settings) {}

Exchange Layers::begin(const Request& request) const {
  Exchange exchange;
  exchange.start = std::chrono::steady_clock::now();
  exchange.client = client_of(request, settings_.trusted_proxies);
  exchange.id = request_id_of(request);
  return exchange;
}

bool Layers::answer_preflight(const Request& request, Response& response) const {
  if (!Cors::is_preflight(request)) return false;
  cors_.answer_preflight(request, response);
  return true;
}

bool Layers::admit(const RouteRules& rules, const Request& request, Exchange& exchange, Response& response) {
  exchange.probe = rules.probe;
  std::optional<Refusal> refusal;
  if (!rules.probe) refusal = limits_.admit(exchange.client, exchange.start, response);
  if (!refusal && rules.authenticated) {
    refusal = authenticator_.authenticate(request, exchange.client, exchange.identity);
  }
  if (refusal) answer_refusal(*refusal, response);
  return !refusal;
}

void Layers::finish(const Exchange& exchange, const Request& request, Response& response) {
  response.add_header("X-Request-Id", exchange.id);
  if (!Cors::is_preflight(request)) cors_.add_headers(request, response);
  if (settings_.security_headers) add_security_headers(exchange.client.secure, response);
  const auto duration = std::chrono::steady_clock::now() - exchange.start;
  metrics_.count({exchange.route, response.status, duration, response.body.size(), response.records});
  const LogLevel level = level_of(exchange, response.status);
  if (!log_.wants(level)) return;
  thread_local Output line;
  line.clear();
  append_access_line({Clock().now(), to_string(level), exchange.id, request.method, request.path, response.status,
                      duration, response.body.size(), exchange.client.text},
                     line);
  log_.write(line.view());
}

}  // namespace phoney::service
