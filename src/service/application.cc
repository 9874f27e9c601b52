#include "service/application.h"

#include <exception>
#include <new>
#include <string>

#include "base/processor_time.h"
#include "service/call.h"
#include "service/compression.h"
#include "service/refusal.h"
#include "service/routes/routes.h"
#include "service/unknown_route.h"

namespace phoney::service {
namespace {

// The CPU time of a request that is begun when the process is about to end.
constexpr std::chrono::milliseconds kLateAllowance{10};

// A slash at the end of a path says nothing: /docs/ is /docs.
std::string_view without_end_slash(std::string_view path) {
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

// What the log and the metrics say of an answer that nobody waits for any more; nginx's code for it.
constexpr int kClientHasGone = 499;

std::vector<Metrics::RouteName> route_names() {
  std::vector<Metrics::RouteName> names;
  for (const RouteGroup* group : all_routes()) {
    for (const Route& route : group->routes) names.push_back({route.method, route.pattern});
  }
  return names;
}

Reason reason_of(const std::exception& exception) {
  const bool is_memory = dynamic_cast<const std::bad_alloc*>(&exception) != nullptr;
  return is_memory ? Reason::out_of_memory : Reason::internal_error;
}

}  // namespace

Application::Application(const Engine& engine, Settings settings, LogSink log, LogStyle style)
    : engine_(engine),
      settings_(std::move(settings)),
      metrics_(route_names(), settings_.threads),
      log_(settings_.log_level, std::move(log), style),
      layers_(settings_, metrics_, log_),
      openapi_(engine, settings_, GeneratorPaths::one),
      openapi_full_(engine, settings_, GeneratorPaths::each) {}

// What is left of a request whose answer an event loop has given up: it starts again behind the checks it has passed.
class Application::DeferredAnswer final : public Task {
 public:
  DeferredAnswer(Application& application, Exchange exchange, Request request)
      : application_(application), exchange_(std::move(exchange)), request_(std::move(request)) {
    request_.cancellation.patience = nullptr;
  }

  bool run(Response& response, Patience& patience) override {
    Cancellation& cancellation = request_.cancellation;
    cancellation.patience = &patience;
    const bool is_made = make(response);
    cancellation.patience = nullptr;
    return is_made;
  }
  void refuse(Response& response) override { application_.layers_.finish(exchange_, request_, response); }
  std::string_view client() const override { return exchange_.bill.client(); }

 private:
  bool make(Response& response) {
    Cancellation& cancellation = request_.cancellation;
    // All that have waited for a thread until the end of the process are not to hold it up for long.
    if (cancellation.drain.stop_requested()) cancellation.drain_allowance = kLateAllowance;
    if (!cancellation.stop.stop_requested()) {
      const std::chrono::nanoseconds start = processor_time();
      application_.answer(exchange_, request_, response);
      // Not on the bill: the client pays for the run that gives the response.
      if (cancellation.patience->is_over() && !cancellation.stop.stop_requested()) {
        response.reset();
        return false;
      }
      exchange_.bill.add(processor_time() - start);
    }
    if (cancellation.stop.stop_requested()) {
      response.reset();
      response.outcome.reason = reason_of_stop();
      const bool has_gone = response.outcome.reason == Reason::client_gone;
      service::refuse(response, has_gone ? kClientHasGone : 503,
                      "the client has disconnected, or the server is shutting down");
    } else if (response.status == 503) {
      response.add_header("Retry-After", "1");
      response.outcome.reason = Reason::shutting_down;
    }
    application_.layers_.finish(exchange_, request_, response);
    return true;
  }
  Reason reason_of_stop() const {
    const Reason reason = request_.stopped_by == nullptr ? Reason::none : request_.stopped_by->load();
    return reason == Reason::none ? Reason::client_gone : reason;
  }

  Application& application_;
  Exchange exchange_;
  Request request_;
};

void Application::handle(const Request& request, Response& response) {
  Exchange exchange = layers_.begin(request);
  answer(exchange, request, response);
  layers_.finish(exchange, request, response);
}

std::unique_ptr<Task> Application::begin(const Request& request, Response& response) {
  Exchange exchange = layers_.begin(request);
  answer(exchange, request, response);
  if (!request.cancellation.patience->is_over()) {
    layers_.finish(exchange, request, response);
    return nullptr;
  }
  response.reset();
  return std::make_unique<DeferredAnswer>(*this, std::move(exchange), request);
}

void Application::answer(Exchange& exchange, const Request& request, Response& response) {
  try {
    if (!layers_.answer_preflight(exchange, request, response)) dispatch(exchange, request, response);
    compress(request, response);
  } catch (const std::exception& exception) {
    // Out of memory, or a mistake of ours: the client learns no more than that, the log and the metrics show it.
    response.reset();
    refuse(response, 500, "Internal Server Error");
    response.outcome.reason = reason_of(exception);
  }
  response.kind = exchange.kind;
}

void Application::refuse_unread(const Request& request, Response& response) {
  layers_.finish(layers_.begin(request), request, response);
}

void Application::dispatch(Exchange& exchange, const Request& request, Response& response) {
  const std::string_view method = request.method == "HEAD" ? "GET" : request.method;
  const std::string_view path = without_end_slash(request.path);
  std::string allowed;
  std::size_t place = 0;
  for (const RouteGroup* group : all_routes()) {
    for (const Route& route : group->routes) {
      const std::size_t index = place++;
      const auto captures = match_path(route.pattern, path);
      if (!captures) continue;
      if (route.method == method) {
        exchange.route = index;
        exchange.kind = group->kind;
        if (layers_.admit(route.rules, request, exchange, response)) {
          route.handler({*this, request, *captures, exchange}, response);
        }
        return;
      }
      if (!allowed.empty()) allowed.append(", ");
      allowed.append(route.method);
      if (route.method == "GET") allowed.append(", HEAD");
    }
  }
  if (!layers_.admit({}, request, exchange, response)) return;
  if (allowed.empty()) return refuse_path(request.path, response);
  refuse_method(allowed, response);
}

}  // namespace phoney::service
