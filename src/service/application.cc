#include "service/application.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/json_text.h"
#include "service/fake.h"
#include "service/generator_list.h"
#include "service/query.h"
#include "service/status.h"
#include "service/template_request.h"
#include "service/token_request.h"

namespace phoney::service {
namespace {

constexpr std::int64_t kMaxFakeCount = 100;
// JSON deeper than a template may be, so that the compiler's own message names the field.
constexpr std::size_t kMaxJsonDepth = 100;

void refuse(Response& response, int status, std::string_view detail) {
  response.status = status;
  response.body.append(R"({"detail":)");
  append_json_text(response.body, detail);
  response.body.append('}');
}

void refuse(Response& response, std::string_view place, const Problems& problems) {
  response.status = 422;
  append_problems(response.body, place, problems);
}

// An error in a query: about one of its members if it names one, else about the request.
void refuse(Response& response, const Error& error) {
  const int status = http_status(error.code);
  if (status == 422 && !error.field.empty()) {
    return refuse(response, "query", Problems{{error.field, error.message, to_string(error.code)}});
  }
  refuse(response, status, error.message);
}

// application/json and its relatives, such as application/problem+json; no type at all passes too.
bool is_json(std::string_view content_type) {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
  if (type.empty() || equals_ignoring_case(type, "application/json")) return true;
  return type.size() > 17 && equals_ignoring_case(type.substr(0, 12), "application/") &&
         equals_ignoring_case(type.substr(type.size() - 5), "+json");
}

// The request's body, or nothing after it has been refused.
std::optional<Value> read_body(const Request& request, std::size_t max_bytes, Response& response) {
  if (!is_json(request.header("content-type"))) {
    refuse(response, 415, "the body must be JSON; send the header Content-Type: application/json");
  } else if (request.body.size() > max_bytes) {
    refuse(response, 413, fmt::format("the body is too large; the limit is {} bytes", max_bytes));
  } else if (auto body = read_json(request.body, kMaxJsonDepth)) {
    return std::move(*body);
  } else {
    refuse(response, "body", Problems{{"", body.error().message, "json_invalid"}});
  }
  return std::nullopt;
}

}  // namespace

const Application::Route Application::kRoutes[] = {
    {"GET", "/health", &Application::health, {.probe = true}},
    {"GET", "/ready", &Application::ready, {.probe = true}},
    {"GET", "/metrics", &Application::metrics_text, {.probe = true}},
    {"POST", "/token", &Application::token},
    {"GET", "/generators", &Application::generators},
    {"GET", "/fake/{generator}", &Application::fake},
    {"POST", "/template", &Application::records},
};

std::vector<Metrics::RouteName> Application::route_names() {
  std::vector<Metrics::RouteName> names;
  for (const Route& route : kRoutes) names.push_back({route.method, route.pattern});
  return names;
}

Application::Application(const Engine& engine, Settings settings, LogSink log)
    : engine_(engine),
      settings_(std::move(settings)),
      metrics_(route_names()),
      layers_(settings_, metrics_, std::move(log)) {}

void Application::handle(const Request& request, Response& response) {
  Exchange exchange = layers_.begin(request);
  try {
    if (!layers_.answer_preflight(request, response)) dispatch(exchange, request, response);
  } catch (const std::exception&) {
    // Out of memory, or a mistake of ours: the client learns no more than that, the log and the metrics show it.
    response.reset();
    refuse(response, 500, "Internal Server Error");
  }
  layers_.finish(exchange, request, response);
}

void Application::dispatch(Exchange& exchange, const Request& request, Response& response) {
  const std::string_view method = request.method == "HEAD" ? "GET" : request.method;
  std::string allowed;
  for (std::size_t i = 0; i < std::size(kRoutes); ++i) {
    const Route& route = kRoutes[i];
    const auto captures = match_path(route.pattern, request.path);
    if (!captures) continue;
    if (route.method == method) {
      exchange.route = i;
      if (layers_.admit(route.rules, request, exchange, response)) {
        (this->*route.handler)({request, *captures, exchange}, response);
      }
      return;
    }
    allowed += allowed.empty() ? "" : ", ";
    allowed += route.method == "GET" ? "GET, HEAD" : route.method;
  }
  if (!layers_.admit({}, request, exchange, response)) return;
  if (allowed.empty()) return refuse(response, 404, "Not Found");
  refuse(response, 405, "Method Not Allowed");
  response.add_header("Allow", std::move(allowed));
}

void Application::health(const Call&, Response& response) {
  const Catalogue& catalogue = engine_.catalogue();
  Output& out = response.body;
  out.append(R"({"status":"healthy","faker_version":)");
  append_json_text(out, catalogue.faker_version());
  out.append(R"(,"data_version":)");
  append_json_text(out, catalogue.data_version());
  out.append(R"(,"locales":)");
  out.append_integer(static_cast<std::int64_t>(catalogue.locale_count()));
  out.append(R"(,"generators":)");
  out.append_integer(static_cast<std::int64_t>(catalogue.generator_count()));
  out.append('}');
}

// Nothing is loaded after the start, so whoever answers is ready.
void Application::ready(const Call&, Response& response) { response.body.append(R"({"status":"ready"})"); }

void Application::metrics_text(const Call&, Response& response) {
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  metrics_.append(response.body);
}

void Application::token(const Call& call, Response& response) {
  answer_token(call.request, call.exchange.client, settings_, layers_.authenticator(), response);
}

void Application::generators(const Call& call, Response& response) {
  std::string locale = "en_US";
  Problems problems = read_generator_query(call.request.query, locale);
  if (!problems.empty()) return refuse(response, "query", problems);
  if (const auto listed = append_generators(engine_, locale, response.body); !listed) refuse(response, listed.error());
}

void Application::fake(const Call& call, Response& response) {
  FakeRequest request;
  const auto name = percent_decode(call.captures[0]);
  if (!name || !is_utf8(*name)) return refuse(response, 404, "Not Found");
  request.generator = *name;
  const Problems problems = read_fake_query(call.request.query, kMaxFakeCount, request);
  if (!problems.empty()) return refuse(response, "query", problems);
  if (const auto answered = answer_fake(engine_, request, response.body); !answered)
    return refuse(response, answered.error());
  response.records = static_cast<std::uint64_t>(request.count);
}

void Application::records(const Call& call, Response& response) {
  static const TemplateLimits kLimits = TemplateLimits::public_door();
  const auto body = read_body(call.request, settings_.max_body_bytes, response);
  if (!body) return;
  const TemplateAnswer answer = answer_template(engine_, *body, kLimits, response.body);
  if (const auto* problems = std::get_if<Problems>(&answer)) return refuse(response, "body", *problems);
  if (const auto* failure = std::get_if<TemplateFailure>(&answer)) {
    response.status = 422;
    response.body.append(R"({"detail":)");
    append_failure(response.body, *failure);
    response.body.append('}');
    return;
  }
  const Value* count = body->find("count");
  response.records = count == nullptr ? 1 : static_cast<std::uint64_t>(count->as_integer());
}

}  // namespace phoney::service
