#include "lambda/event.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/near.h"
#include "lambda/event_path.h"
#include "service/auth/base64.h"
#include "service/ip_address.h"
#include "service/query.h"

namespace phoney::lambda {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kQuotedBytes = 60;

const Value& null_value() {
  static const Value value;
  return value;
}

// The member, or nullptr if it is absent or null.
const Value& member(const Value& object, std::string_view name) {
  const Value* found = object.is_object() ? object.find(name) : nullptr;
  return found != nullptr ? *found : null_value();
}

// The member as text, or "".
const std::string& text(const Value& object, std::string_view name) {
  static const std::string kNothing;
  const Value& value = member(object, name);
  return value.is_text() ? value.as_text() : kNothing;
}

// The values of the names in a route.
std::vector<std::pair<std::string_view, std::string_view>> path_parameters(const Value& event) {
  std::vector<std::pair<std::string_view, std::string_view>> parameters;
  const Value& object = member(event, "pathParameters");
  if (!object.is_object()) return parameters;
  for (const auto& [name, value] : object.as_object()) {
    if (value.is_text()) parameters.emplace_back(name, value.as_text());
  }
  return parameters;
}

bool is_true(const Value& value) { return value.type() == Value::Type::boolean && value.as_boolean(); }

// Calls `take(name, value)` for each of {"name": "value"} or {"name": ["value", ...]}.
template <class Take>
void for_each_value(const Value& object, Take take) {
  if (!object.is_object()) return;
  for (const auto& [name, value] : object.as_object()) {
    if (value.is_text()) take(name, value.as_text());
    if (!value.is_list()) continue;
    for (const Value& one : value.as_list()) {
      if (one.is_text()) take(name, one.as_text());
    }
  }
}

// The member with all values of each name, or else the member with the last values.
const Value& values_of(const Value& event, std::string_view multi_name, std::string_view single_name) {
  const Value& multi = member(event, multi_name);
  return multi.is_object() ? multi : member(event, single_name);
}

// The query of payload 1.0 and of load balancers, each of its values written by `write`.
template <class Write>
std::string query_of(const Value& event, Write write) {
  std::string query;
  for_each_value(values_of(event, "multiValueQueryStringParameters", "queryStringParameters"),
                 [&](const std::string& name, const std::string& value) {
                   if (!query.empty()) query += '&';
                   query += write(name, value);
                 });
  return query;
}

void add_headers(const Value& object, Headers& headers) {
  for_each_value(object, [&](const std::string& name, const std::string& value) { headers.emplace_back(name, value); });
}

// The last header of that name, which the sender itself has added.
std::string_view find_header(const Headers& headers, std::string_view name) {
  const auto found = std::find_if(headers.rbegin(), headers.rend(),
                                  [&](const auto& h) { return equals_ignoring_case(h.first, name); });
  return found == headers.rend() ? std::string_view() : std::string_view(found->second);
}

void read_body(const Value& event, HttpEvent& read) {
  read.body = text(event, "body");
  if (!is_true(member(event, "isBase64Encoded"))) return;
  if (auto decoded = service::base64_decode(read.body)) {
    read.body = std::move(*decoded);
  } else {
    read.fault = "the event's body is not base64, although isBase64Encoded is true";
  }
}

// Payload 2.0: several values of a header or of the query are one text with commas; cookies are separate.
HttpEvent read_version_2(const Value& event, std::string_view base_path) {
  const Value& context = member(event, "requestContext");
  const Value& http = member(context, "http");
  HttpEvent read;
  read.sender =
      text(context, "domainName").find(".lambda-url.") != std::string::npos ? Sender::function_url : Sender::http_api;
  read.method = text(http, "method");
  read.peer = service::without_port(text(http, "sourceIp"));
  read.query = text(event, "rawQueryString");
  add_headers(member(event, "headers"), read.headers);
  std::string cookies;
  const Value& list = member(event, "cookies");
  if (list.is_list()) {
    for (const Value& cookie : list.as_list()) {
      if (!cookie.is_text()) continue;
      if (!cookies.empty()) cookies += "; ";
      cookies += cookie.as_text();
    }
  }
  if (!cookies.empty()) read.headers.emplace_back("cookie", std::move(cookies));
  const std::string& raw_path = text(event, "rawPath");
  // A named stage always comes first: on a custom domain, the gateway adds it.
  read.path = application_path({.path = raw_path.empty() ? text(http, "path") : raw_path,
                                .stage = text(context, "stage"),
                                .route = text(event, "routeKey"),
                                .parameters = path_parameters(event),
                                .base_path = base_path});
  return read;
}

// Payload 1.0: the values of the query are decoded. REST APIs do not include the version.
HttpEvent read_version_1(const Value& event, std::string_view base_path) {
  const Value& context = member(event, "requestContext");
  HttpEvent read;
  read.sender = text(event, "version").empty() ? Sender::rest_api : Sender::http_api;
  read.multi_value = true;
  read.method = text(event, "httpMethod");
  read.peer = service::without_port(text(member(context, "identity"), "sourceIp"));
  add_headers(values_of(event, "multiValueHeaders", "headers"), read.headers);
  read.query = query_of(event, [](const std::string& name, const std::string& value) {
    return percent_encode(name) + '=' + percent_encode(value);
  });
  // A REST API has already removed its stage.
  read.path = application_path({.path = text(event, "path"),
                                .stage = read.sender == Sender::http_api ? text(context, "stage") : "",
                                .route = text(event, "resource"),
                                .parameters = path_parameters(event),
                                .base_path = base_path});
  return read;
}

// A load balancer passes the query as the client encoded it, and names the client only in a header: it appends the
// address to X-Forwarded-For.
HttpEvent read_load_balancer(const Value& event, std::string_view base_path) {
  HttpEvent read;
  read.sender = Sender::load_balancer;
  read.multi_value = member(event, "multiValueHeaders").is_object();
  read.method = text(event, "httpMethod");
  add_headers(values_of(event, "multiValueHeaders", "headers"), read.headers);
  read.query = query_of(event, [](const std::string& name, const std::string& value) {
    return value.empty() ? name : name + '=' + value;
  });
  read.path = application_path({.path = text(event, "path"), .base_path = base_path});
  read.secure = equals_ignoring_case(find_header(read.headers, "x-forwarded-proto"), "https");
  const std::string_view forwarded = find_header(read.headers, "x-forwarded-for");
  std::string_view last = forwarded.substr(forwarded.rfind(',') + 1);
  while (last.starts_with(' ')) last.remove_prefix(1);
  read.peer = service::without_port(last);
  return read;
}

// An event that keeps functions warm: from an EventBridge rule, or {"warmup": true} and similar.
bool is_warm_up(const Value& event) {
  const std::string& source = text(event, "source");
  return source == "aws.events" || source == "aws.scheduler" || source == "serverless-plugin-warmup" ||
         text(event, "detail-type") == "Scheduled Event" || is_true(member(event, "warmup")) ||
         is_true(member(event, "warmer"));
}

// A name of the sender, for the error message.
std::string what_it_looks_like(const Value& event) {
  const Value& records = member(event, "Records");
  if (records.is_list() && !records.as_list().empty()) {
    const Value& first = records.as_list().front();
    const std::string& source =
        text(first, "eventSource").empty() ? text(first, "EventSource") : text(first, "eventSource");
    return source.empty() ? "an event with Records" : fmt::format("an event of {}", shortened(source, kQuotedBytes));
  }
  const Value& context = member(event, "requestContext");
  if (!text(context, "connectionId").empty() && !text(context, "eventType").empty())
    return fmt::format("a {} event of a WebSocket API", shortened(text(context, "eventType"), kQuotedBytes));
  if (const std::string& source = text(event, "source"); !source.empty())
    return fmt::format("an event of {}", shortened(source, kQuotedBytes));
  if (!event.is_object()) return std::string(event.type_name());
  std::string names;
  for (std::size_t i = 0; i < std::min<std::size_t>(event.as_object().size(), 5); ++i) {
    names += (i > 0 ? ", " : "") + shortened(event.as_object()[i].first, kQuotedBytes);
  }
  return names.empty() ? "an empty object" : fmt::format("an object with {}", names);
}

bool is_visible_ascii(std::string_view method) {
  return !method.empty() && std::ranges::all_of(method, [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

Result<Event> read_event(std::string_view json, std::string_view base_path) {
  const auto parsed = read_json(json, kMaxDepth);
  if (!parsed) return parsed.error();
  const Value& event = *parsed;
  if (is_warm_up(event)) return Event(WarmUp{});
  const Value& context = member(event, "requestContext");
  HttpEvent read;
  // A gateway's request to an authorizer looks like the client's request, but expects a policy.
  const bool asks_who_may = member(event, "routeArn").is_text() || member(event, "methodArn").is_text();
  if (asks_who_may) {
    // No request.
  } else if (member(context, "http").is_object()) {
    read = read_version_2(event, base_path);
  } else if (member(context, "elb").is_object()) {
    read = read_load_balancer(event, base_path);
  } else if (context.is_object() && member(event, "httpMethod").is_text()) {
    read = read_version_1(event, base_path);
  }
  if (!is_visible_ascii(read.method)) {
    return make_error(ErrorCode::invalid_argument,
                      fmt::format("the event is not an HTTP request from an HTTP API, a REST API, a Function URL or a "
                                  "load balancer; it looks like {}",
                                  what_it_looks_like(event)));
  }
  read_body(event, read);
  return Event(std::move(read));
}

}  // namespace phoney::lambda
