// Events: reads Lambda's events as HTTP requests.
//
// Four senders use three formats: HTTP APIs and Function URLs (payload 2.0), REST APIs and HTTP APIs that are set to it
// (payload 1.0), and load balancers.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html

#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "service/message.h"

namespace phoney::lambda {

enum class Sender : std::uint8_t { http_api, function_url, rest_api, load_balancer };

struct HttpEvent {
  Sender sender = Sender::http_api;
  bool multi_value = false;  // the sender uses a list of values for each header, in both directions
  std::string method;
  std::string path;   // percent-encoded, without stage and base path
  std::string query;  // percent-encoded, without its '?'
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  // as the client sent it
  std::string peer;  // the client's address as the sender saw it, without its port
  bool secure = true;
  std::string fault;  // why the request cannot be answered although it is known; empty: it can
};

// An event that only keeps the function warm.
struct WarmUp {};

using Event = std::variant<HttpEvent, WarmUp>;

// Reads an event. `base_path` ("/phoney", or empty) is taken off the front of paths, as a custom domain adds it.
// Errors: `invalid_json`; `invalid_argument` for anything that is no HTTP request, which names what it looks like.
Result<Event> read_event(std::string_view json, std::string_view base_path = {});

}  // namespace phoney::lambda
