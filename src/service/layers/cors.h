// Cross-origin requests (WHATWG Fetch, section 3.2): the web pages that may use the service from a browser.

#pragma once

#include <string>
#include <string_view>

#include "service/message.h"
#include "service/settings.h"

namespace phoney::service {

class Cors {
 public:
  explicit Cors(const Settings& settings);

  static bool is_preflight(const Request& request);
  // Answers a preflight: 204, with the allowed methods and headers if the origin is allowed, and without them if not,
  // which the browser reads as a refusal.
  void answer_preflight(const Request& request, Response& response) const;
  // Lets the page at the request's origin read the response, if the origin is allowed.
  void add_headers(const Request& request, Response& response) const;

 private:
  bool allows(std::string_view origin) const;
  bool allow_origin(const Request& request, Response& response) const;

  std::vector<std::string> origins_;
  bool any_origin_;
  std::string methods_;
  std::string headers_;
};

}  // namespace phoney::service
