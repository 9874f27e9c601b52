#include "service/layers/cors.h"

#include <gtest/gtest.h>

namespace phoney::service {
namespace {

std::string headers_of(const Response& response) {
  std::string text = std::to_string(response.status);
  for (const auto& [name, value] : response.headers) text += " | " + name + ": " + value;
  return text;
}

Settings settings_for(std::vector<std::string> origins) {
  Settings settings;
  settings.cors_origins = std::move(origins);
  settings.cors_methods = {"GET", "POST"};
  settings.cors_headers = {"Authorization", "X-API-Key"};
  return settings;
}

constexpr std::string_view kExposed =
    "Access-Control-Expose-Headers: Content-Disposition, Phoney-Data-Version, Phoney-Locale, Phoney-Now, Phoney-Seed, "
    "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, "
    "Retry-After, X-Request-Id";

TEST(Cors, Answers) {
  const struct {
    std::vector<std::string> origins;
    std::string_view origin, want;
  } tests[] = {
      {{}, "https://a.example", "200"},
      {{"*"}, "", "200"},
      {{"*"}, "https://a.example", "200 | Access-Control-Allow-Origin: * | E"},
      {{"https://a.example"},
       "https://a.example",
       "200 | Vary: Origin | Access-Control-Allow-Origin: https://a.example | E"},
      {{"https://a.example"}, "https://b.example", "200 | Vary: Origin"},
      {{"https://a.example"}, "https://a.example:8443", "200 | Vary: Origin"},
      {{"https://a.example"}, "null", "200 | Vary: Origin"},
      {{"https://a.example"}, "", "200 | Vary: Origin"},
  };
  for (const auto& test : tests) {
    const Header headers[] = {{"Origin", test.origin}};
    Request request{.method = "GET", .path = "/", .headers = headers};
    Response response;
    Cors(settings_for(test.origins)).add_headers(request, response);
    std::string want(test.want);
    if (want.ends_with('E')) want.replace(want.size() - 1, 1, kExposed);
    EXPECT_EQ(headers_of(response), want) << test.origin;
  }
}

TEST(Cors, Preflights) {
  const struct {
    std::vector<std::string> origins;
    std::string_view want;
  } tests[] = {
      {{}, "204"},
      {{"https://b.example"}, "204 | Vary: Origin"},
      {{"*"},
       "204 | Access-Control-Allow-Origin: * | Access-Control-Allow-Methods: GET, POST | "
       "Access-Control-Allow-Headers: Authorization, X-API-Key | Access-Control-Max-Age: 600"},
      {{"https://b.example", "https://a.example"},
       "204 | Vary: Origin | Access-Control-Allow-Origin: https://a.example | Access-Control-Allow-Methods: GET, POST "
       "| "
       "Access-Control-Allow-Headers: Authorization, X-API-Key | Access-Control-Max-Age: 600"},
  };
  for (const auto& test : tests) {
    const Header headers[] = {{"Origin", "https://a.example"}, {"Access-Control-Request-Method", "POST"}};
    Request request{.method = "OPTIONS", .path = "/template", .headers = headers};
    ASSERT_TRUE(Cors::is_preflight(request));
    Response response;
    Cors(settings_for(test.origins)).answer_preflight(request, response);
    EXPECT_EQ(headers_of(response), test.want);
  }
}

TEST(Cors, AllHeadersAreThoseAskedFor) {
  Settings settings = settings_for({"https://a.example"});
  settings.cors_headers = {"*"};
  const Header headers[] = {{"Origin", "https://a.example"},
                            {"Access-Control-Request-Method", "POST"},
                            {"Access-Control-Request-Headers", "authorization, x-y"}};
  Response response;
  Cors(settings).answer_preflight({.method = "OPTIONS", .path = "/template", .headers = headers}, response);
  EXPECT_EQ(headers_of(response),
            "204 | Vary: Origin | Access-Control-Allow-Origin: https://a.example | Access-Control-Allow-Methods: GET, "
            "POST | Vary: Access-Control-Request-Headers | Access-Control-Allow-Headers: authorization, x-y | "
            "Access-Control-Max-Age: 600");
}

TEST(Cors, OtherRequestsAreNoPreflights) {
  const Header origin{"Origin", "https://a.example"};
  const Header method{"Access-Control-Request-Method", "POST"};
  const Header both[] = {origin, method};
  EXPECT_FALSE(Cors::is_preflight({.method = "OPTIONS", .headers = {&origin, 1}}));
  EXPECT_FALSE(Cors::is_preflight({.method = "OPTIONS", .headers = {&method, 1}}));
  EXPECT_FALSE(Cors::is_preflight({.method = "GET", .headers = both}));
}

}  // namespace
}  // namespace phoney::service
