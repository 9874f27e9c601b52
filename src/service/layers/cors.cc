// phoney never sends Access-Control-Allow-Credentials: there are no cookies, and pages set the headers with credentials
// themselves.

#include "service/layers/cors.h"

#include <algorithm>

#include <fmt/ranges.h>

namespace phoney::service {
namespace {

// Headers of ours that pages may read beside the few that they always may.
constexpr std::string_view kExposed =
    "Content-Disposition, Phoney-Data-Version, Phoney-Locale, Phoney-Now, Phoney-Seed, RateLimit-Limit, "
    "RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id";
constexpr std::string_view kMaxAge = "600";  // seconds for which a browser caches the response to a preflight

}  // namespace

Cors::Cors(const Settings& settings)
    : origins_(settings.cors_origins),
      any_origin_(std::ranges::find(origins_, "*") != origins_.end()),
      methods_(fmt::format("{}", fmt::join(settings.cors_methods, ", "))),
      headers_(fmt::format("{}", fmt::join(settings.cors_headers, ", "))) {}

bool Cors::is_preflight(const Request& request) {
  return request.method == "OPTIONS" && !request.header("origin").empty() &&
         !request.header("access-control-request-method").empty();
}

bool Cors::allows(std::string_view origin) const {
  return any_origin_ || std::ranges::find(origins_, origin) != origins_.end();
}

bool Cors::allow_origin(const Request& request, Response& response) const {
  if (origins_.empty()) return false;
  // Caches must not hand one page's permission to another.
  if (!any_origin_) response.add_header("Vary", "Origin");
  const std::string_view origin = request.header("origin");
  if (origin.empty() || !allows(origin)) return false;
  response.add_header("Access-Control-Allow-Origin", any_origin_ ? "*" : std::string(origin));
  return true;
}

void Cors::answer_preflight(const Request& request, Response& response) const {
  response.status = 204;
  if (!allow_origin(request, response)) return;
  response.add_header("Access-Control-Allow-Methods", methods_);
  if (headers_ == "*") {
    // To browsers `*` does not cover Authorization, so what was asked for is named.
    response.add_header("Vary", "Access-Control-Request-Headers");
    response.add_header("Access-Control-Allow-Headers", request.header("access-control-request-headers"));
  } else {
    response.add_header("Access-Control-Allow-Headers", headers_);
  }
  response.add_header("Access-Control-Max-Age", kMaxAge);
}

void Cors::add_headers(const Request& request, Response& response) const {
  if (allow_origin(request, response)) response.add_header("Access-Control-Expose-Headers", kExposed);
}

}  // namespace phoney::service
