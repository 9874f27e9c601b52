#include "service/layers/layers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "base/json_reader.h"

namespace phoney::service {
namespace {

struct Answer {
  int status = 0;
  std::string body;
  std::string headers;  // "Name: value\n"
  std::string log;
  std::string metrics;
};

// A request through all layers, to a route with those rules that answers "{}".
Answer ask(const Settings& settings, const RouteRules& rules, const Request& request, int times = 1) {
  Answer answer;
  Metrics metrics(std::vector{Metrics::RouteName{"GET", "/a"}});
  {
    Log log(settings.log_level, [&](std::string_view lines) { answer.log += lines; });
    Layers layers(settings, metrics, log);
    for (int i = 0; i < times; ++i) {
      Response response;
      Exchange exchange = layers.begin(request);
      exchange.route = 0;
      if (!layers.answer_preflight(exchange, request, response) && layers.admit(rules, request, exchange, response)) {
        response.body.append("{}");
      }
      layers.finish(exchange, request, response);
      answer.status = response.status;
      answer.body = response.body.view();
      answer.headers = response.shared_headers;
      std::erase(answer.headers, '\r');
      for (const auto& [name, value] : response.headers) answer.headers += name + ": " + value + "\n";
    }
  }
  Output out;
  metrics.append(out);
  answer.metrics = out.view();
  return answer;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

TEST(Layers, RoutesMayAskForCredentials) {
  const Settings settings;
  const Header good{"X-API-Key", "0123456789abcdef"};
  Settings with_key;
  with_key.api_key = good.value;
  EXPECT_EQ(ask(settings, {}, {}).status, 200);
  EXPECT_EQ(ask(with_key, {.authenticated = true}, {.headers = {&good, 1}}).status, 200);
  const Answer refused = ask(settings, {.authenticated = true}, {});
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.body,
            R"({"detail":"Not authenticated; send a user and password (curl -u USER:PASSWORD), or a token from )"
            R"json(POST /token (Authorization: Bearer TOKEN)"})json");
  EXPECT_TRUE(has(refused.headers, "WWW-Authenticate: Bearer, Basic realm=\"phoney\", charset=\"UTF-8\"\n"));
  const Header of_a_page{"Sec-Fetch-Mode", "cors"};
  const Answer to_a_page = ask(settings, {.authenticated = true}, {.headers = {&of_a_page, 1}});
  EXPECT_TRUE(has(to_a_page.headers, "WWW-Authenticate: Bearer\n")) << "no window of the browser's";
}

TEST(Layers, NoEventLoopWaitsForAPasswordToBeHashed) {
  Settings settings;
  settings.trusted_proxies = {*IpNetwork::parse("10.0.0.1")};
  Metrics metrics({});
  Log log(LogLevel::off, {});
  Layers layers(settings, metrics, log);
  const auto request_of = [](std::span<const Header> headers) {
    return Request{.method = "POST", .path = "/template", .headers = headers, .peer = "10.0.0.1"};
  };
  const Header password{"Authorization", "Basic YWRtaW46cGhvbmV5LWRldmVsb3BtZW50"};  // admin:phoney-development
  const Header ours[] = {password, {"X-Forwarded-For", "192.0.2.1"}};
  const Header others[] = {password, {"X-Forwarded-For", "192.0.2.2"}};
  // Whether a loop gives up on the request before it is admitted or refused.
  const auto gives_up = [&](std::span<const Header> headers) {
    Request request = request_of(headers);
    Patience patience(std::chrono::steady_clock::now() + std::chrono::hours(1));
    request.cancellation.patience = &patience;
    Exchange exchange = layers.begin(request);
    Response response;
    layers.admit({.authenticated = true}, request, exchange, response);
    EXPECT_EQ(response.body.size() > 0, exchange.identity.user.empty() && !patience.is_over());
    return patience.is_over();
  };
  EXPECT_TRUE(gives_up(ours));
  EXPECT_FALSE(gives_up(std::span(ours).last(1))) << "no password";
  Response response;
  Exchange exchange = layers.begin(request_of(ours));
  ASSERT_TRUE(layers.admit({.authenticated = true}, request_of(ours), exchange, response));
  EXPECT_FALSE(gives_up(ours)) << "whoever has logged in is remembered";
  EXPECT_TRUE(gives_up(others));
}

TEST(Layers, LimitsSayWhereAClientStands) {
  Settings settings;
  EXPECT_FALSE(has(ask(settings, {}, {.peer = "192.0.2.1"}).headers, "RateLimit")) << "off unless set";
  settings.rate_limit_per_minute = 60;
  settings.rate_limit_burst = 2;
  const Answer good = ask(settings, {}, {.peer = "192.0.2.1"}, 2);
  EXPECT_EQ(good.status, 200);
  EXPECT_TRUE(has(good.headers, "RateLimit-Limit: 2\nRateLimit-Remaining: 0\nRateLimit-Reset: 2\n")) << good.headers;
  const Answer refused = ask(settings, {}, {.peer = "192.0.2.1"}, 3);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.body,
            R"({"detail":"Too many requests: this client has used up RATE_LIMIT_PER_MINUTE, which also counts )"
            R"(CPU time; wait for the number of seconds in Retry-After"})");
  EXPECT_TRUE(has(refused.log, R"("status":429)")) << refused.log;
  EXPECT_TRUE(has(refused.log, R"("reason":"rate_limit"})")) << refused.log;
  EXPECT_TRUE(has(refused.headers, "Retry-After: 1\n")) << refused.headers;
  EXPECT_EQ(ask(settings, {.probe = true}, {.peer = "192.0.2.1"}, 5).status, 200);
  settings.rate_limit_burst = 0;
  EXPECT_TRUE(has(ask(settings, {}, {.peer = "192.0.2.1"}).headers, "RateLimit-Limit: 60\n"));
}

TEST(Layers, RequestsMayHaveToComeThroughAProxyThatAddsASecret) {
  Settings settings;
  settings.origin_verify_secrets = {"0123456789abcdef"};
  const Header right{"X-Origin-Verify", "0123456789abcdef"};
  const Header wrong{"X-Origin-Verify", "0123456789abcdee"};
  for (const RouteRules rules : {RouteRules{}, RouteRules{.probe = true}}) {
    EXPECT_EQ(ask(settings, rules, {.headers = {&right, 1}}).status, 200);
    const Answer refused = ask(settings, rules, {.headers = {&wrong, 1}});
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.body, R"({"detail":"the header X-Origin-Verify is missing or wrong"})");
    EXPECT_TRUE(has(refused.log, R"("reason":"origin_not_verified"})")) << refused.log;
    EXPECT_EQ(ask(settings, rules, {}).status, 403);
  }
  // What asks for permission has to come that way too.
  std::vector<Header> headers{{"Origin", "https://a.example"}, {"Access-Control-Request-Method", "POST"}};
  const auto preflight = [&] { return ask(settings, {}, {.method = "OPTIONS", .headers = headers}).status; };
  EXPECT_EQ(preflight(), 403);
  headers.push_back(right);
  EXPECT_EQ(preflight(), 204);
}

TEST(Layers, WhileTheSecretOfTheProxyIsRotatedEitherIsRight) {
  Settings settings;
  settings.origin_verify_secrets = {"0123456789abcdef", "fedcba9876543210"};
  const struct {
    std::string_view sent;
    int status;
  } cases[] = {{"0123456789abcdef", 200},
               {"fedcba9876543210", 200},
               {"0123456789abcdef,fedcba9876543210", 403},
               {"fedcba9876543211", 403},
               {"", 403}};
  for (const auto& each : cases) {
    const Header header{"X-Origin-Verify", each.sent};
    EXPECT_EQ(ask(settings, {}, {.headers = {&header, 1}}).status, each.status) << each.sent;
  }
}

TEST(Layers, EveryAnswerHasItsHeaders) {
  Settings settings;
  const Header id{"X-Request-Id", "r-1"};
  const Answer usual = ask(settings, {}, {.headers = {&id, 1}});
  EXPECT_TRUE(has(usual.headers, "X-Content-Type-Options: nosniff\n")) << usual.headers;
  EXPECT_TRUE(has(usual.headers, "X-Request-Id: r-1\n")) << usual.headers;
  EXPECT_FALSE(has(usual.headers, "Strict-Transport-Security")) << usual.headers;
  EXPECT_TRUE(has(ask(settings, {}, {.secure = true}).headers, "Strict-Transport-Security: max-age=31536000\n"));
  settings.security_headers = false;
  EXPECT_FALSE(has(ask(settings, {}, {.headers = {&id, 1}}).headers, "nosniff"));
}

TEST(Layers, PreflightsNeedNoCredentialsAndAreNotLimited) {
  Settings settings;
  settings.rate_limit_per_minute = 1;
  const Header headers[] = {{"Origin", "https://a.example"}, {"Access-Control-Request-Method", "POST"}};
  const Request request{.method = "OPTIONS", .headers = headers};
  const Answer answer = ask(settings, {.authenticated = true}, request, 3);
  EXPECT_EQ(answer.status, 204);
  EXPECT_TRUE(has(answer.headers, "Access-Control-Allow-Methods: GET, HEAD, POST\n")) << answer.headers;
  EXPECT_EQ(answer.headers.find("Access-Control-Allow-Origin"), answer.headers.rfind("Access-Control-Allow-Origin"));
}

TEST(Layers, LogsByLevel) {
  const struct {
    LogLevel level;
    RouteRules rules;
    std::string_view want;  // the level of the line; empty: none
  } tests[] = {
      {LogLevel::info, {}, "info"},
      {LogLevel::info, {.probe = true}, ""},
      {LogLevel::debug, {.probe = true}, "debug"},
      {LogLevel::warning, {}, ""},
      {LogLevel::warning, {.authenticated = true}, "warning"},
      {LogLevel::error, {.authenticated = true}, ""},
      {LogLevel::off, {}, ""},
  };
  for (const auto& test : tests) {
    Settings settings;
    settings.log_level = test.level;
    const std::string log = ask(settings, test.rules, {.method = "GET", .path = "/a", .query = "password=x"}).log;
    if (test.want.empty()) {
      EXPECT_EQ(log, "");
      continue;
    }
    const auto line = read_json(log);
    ASSERT_TRUE(line) << log;
    EXPECT_EQ(line->find("level")->as_text(), test.want);
    EXPECT_EQ(line->find("path")->as_text(), "/a");
    EXPECT_FALSE(has(log, "password")) << log;
  }
}

TEST(Layers, CountEachAnswer) {
  EXPECT_TRUE(has(ask({}, {}, {}, 3).metrics, R"(phoney_requests_total{method="GET",route="/a",status="200"} 3)"));
}

}  // namespace
}  // namespace phoney::service
