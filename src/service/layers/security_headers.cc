#include "service/layers/security_headers.h"

#include <algorithm>
#include <string>

namespace phoney::service {
namespace {

constexpr std::string_view kHardening =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()\r\n";
constexpr std::string_view kNothingPolicy = "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
constexpr std::string_view kPagePolicy =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src "
    "'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n";
constexpr std::string_view kHsts = "Strict-Transport-Security: max-age=31536000\r\n";

// The hardening with a policy, for plain and for secure connections.
struct Blocks {
  explicit Blocks(std::string_view policy) : plain(kHardening) {
    plain += policy;
    secure = plain + std::string(kHsts);
  }
  std::string plain;
  std::string secure;
};

const Blocks& blocks_for(const Response& response) {
  static const Blocks own_policy("");
  static const Blocks nothing(kNothingPolicy);
  static const Blocks page(kPagePolicy);
  const bool has_its_own = std::ranges::any_of(response.headers, [](const auto& header) {
    return equals_ignoring_case(header.first, "Content-Security-Policy");
  });
  if (has_its_own) return own_policy;
  return response.content_type.starts_with("text/html") ? page : nothing;
}

}  // namespace

void add_security_headers(bool secure, Response& response) {
  const Blocks& blocks = blocks_for(response);
  response.shared_headers = secure ? blocks.secure : blocks.plain;
}

}  // namespace phoney::service
