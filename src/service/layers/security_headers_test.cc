#include "service/layers/security_headers.h"

#include <gtest/gtest.h>

namespace phoney::service {
namespace {

constexpr std::string_view kAlways =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()\r\n";
constexpr std::string_view kNothing = "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
constexpr std::string_view kPage =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src "
    "'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n";
constexpr std::string_view kHsts = "Strict-Transport-Security: max-age=31536000\r\n";

TEST(SecurityHeaders, DependOnTheResponse) {
  const struct {
    std::string_view type;
    bool own_policy, secure;
    std::vector<std::string_view> want;
  } tests[] = {
      {"application/json", false, false, {kAlways, kNothing}},
      {"application/json", false, true, {kAlways, kNothing, kHsts}},
      {"text/html; charset=utf-8", false, false, {kAlways, kPage}},
      {"text/html; charset=utf-8", false, true, {kAlways, kPage, kHsts}},
      {"text/html; charset=utf-8", true, false, {kAlways}},
      {"text/html; charset=utf-8", true, true, {kAlways, kHsts}},
  };
  for (const auto& test : tests) {
    Response response;
    response.content_type = test.type;
    if (test.own_policy) response.add_header("content-security-policy", "default-src 'self'");
    add_security_headers(test.secure, response);
    std::string want;
    for (const auto part : test.want) want += part;
    EXPECT_EQ(response.shared_headers, want) << test.type;
  }
}

}  // namespace
}  // namespace phoney::service
