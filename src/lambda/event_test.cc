#include "lambda/event.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace phoney::lambda {
namespace {

// What a request says, in one line.
std::string shown(std::string_view json, std::string_view base_path = {}) {
  const auto event = read_event(json, base_path);
  if (!event) return std::string(to_string(event.error().code));
  if (std::holds_alternative<WarmUp>(*event)) return "warm-up";
  const auto& http = std::get<HttpEvent>(*event);
  std::string text =
      http.method + " " + http.path + "?" + http.query + " from " + http.peer + (http.secure ? " s" : "");
  for (const auto& [name, value] : http.headers) text += " | " + name + ": " + value;
  return text + " | " + http.body + (http.fault.empty() ? "" : " | faulty");
}

TEST(Event, ReadsWhatAllSendersSend) {
  const struct {
    std::string_view json, want;
  } tests[] = {
      // Payload 2.0: the raw query, one text for several values, cookies apart.
      {R"({"rawPath":"/prod/fake/name","rawQueryString":"seed=1&a=%2C&a=b",
           "headers":{"accept":"text/csv,application/json"},"cookies":["a=1","b=2"],
           "queryStringParameters":{"seed":"1","a":",,b"},
           "requestContext":{"http":{"method":"GET","path":"/prod/fake/name","sourceIp":"203.0.113.7"},
             "domainName":"x.execute-api.eu-west-1.amazonaws.com","stage":"prod"}})",
       "GET /fake/name?seed=1&a=%2C&a=b from 203.0.113.7 s | accept: text/csv,application/json | cookie: a=1; b=2 | "},
      // With a custom domain, the path includes the stage too, although the client did not send it.
      {R"({"rawPath":"/prod/api/v1/providers","requestContext":{"http":{"method":"GET"},
           "domainName":"phoney.example.com","stage":"prod"}})",
       "GET /api/v1/providers? from  s | "},
      {R"({"rawPath":"/api/api/v1/providers","requestContext":{"http":{"method":"GET"},
           "domainName":"phoney.example.com","stage":"api"}})",
       "GET /api/v1/providers? from  s | "},
      {R"({"rawPath":"/product","requestContext":{"http":{"method":"GET"},"domainName":"phoney.example.com",
           "stage":"prod"}})",
       "GET /product? from  s | "},
      // A file that an editor on Windows wrote, for `phoney lambda invoke`.
      {"\xef\xbb\xbf{\"requestContext\":{\"http\":{\"method\":\"GET\",\"path\":\"/health/\"}}}",
       "GET /health/? from  s | "},
      {std::string_view("\xff\xfe{\0}\0", 6), "invalid_json"},
      // Nearly all is missing, or null.
      {R"({"requestContext":{"http":{"method":"GET","path":"/health"}},"headers":null,"cookies":null,"body":null})",
       "GET /health? from  s | "},
      // Payload 1.0: values are decoded; several of them only in the second form.
      {R"({"httpMethod":"GET","path":"/fake/name","resource":"/{proxy+}","pathParameters":{"proxy":"fake/name"},
           "headers":{"A":"2"},"multiValueHeaders":{"A":["1","2"]},
           "queryStringParameters":{"x":"b c"},"multiValueQueryStringParameters":{"x":["a&b","b c"],"y":[""]},
           "requestContext":{"stage":"fake","identity":{"sourceIp":"2001:db8::1"}}})",
       "GET /fake/name?x=a%26b&x=b%20c&y= from 2001:db8::1 s | A: 1 | A: 2 | "},
      {R"({"httpMethod":"POST","path":"/token","headers":{"A":"2"},"queryStringParameters":{"x":"1"},
           "multiValueHeaders":null,"multiValueQueryStringParameters":null,"requestContext":{},
           "isBase64Encoded":true,"body":"dXNlcm5hbWU9YQ=="})",
       "POST /token?x=1 from  s | A: 2 | username=a"},
      // So may an HTTP API be set up; it leaves its stage in the path.
      {R"({"version":"1.0","httpMethod":"GET","path":"/prod/fake/name","resource":"$default",
           "queryStringParameters":{"x":"1"},"multiValueQueryStringParameters":{"x":["1","2"]},
           "requestContext":{"stage":"prod","identity":{"sourceIp":"203.0.113.7"}}})",
       "GET /fake/name?x=1&x=2 from 203.0.113.7 s | "},
      // A load balancer: the query as the client wrote it; the last of the forwarded addresses is its own word.
      {R"({"httpMethod":"GET","path":"/fake/name","queryStringParameters":{"a":"%20b","c":""},
           "headers":{"x-forwarded-for":"1.1.1.1, 203.0.113.7","x-forwarded-proto":"http"},
           "requestContext":{"elb":{"targetGroupArn":"arn"}},"body":"","isBase64Encoded":false})",
       "GET /fake/name?a=%20b&c from 203.0.113.7 | x-forwarded-for: 1.1.1.1, 203.0.113.7 | x-forwarded-proto: http | "},
      {R"({"httpMethod":"GET","path":"/","multiValueHeaders":{"x-forwarded-for":["9.9.9.9","203.0.113.7"]},
           "requestContext":{"elb":{}}})",
       "GET /? from 203.0.113.7 | x-forwarded-for: 9.9.9.9 | x-forwarded-for: 203.0.113.7 | "},
      {R"({"httpMethod":"GET","path":"/","headers":{"x-forwarded-for":"[2001:db8::1]:4711"},
           "requestContext":{"elb":{}}})",
       "GET /? from 2001:db8::1 | x-forwarded-for: [2001:db8::1]:4711 | "},
      {R"({"source":"aws.events","detail-type":"Scheduled Event"})", "warm-up"},
      {R"({"warmup":true})", "warm-up"},
      {R"({"source":"serverless-plugin-warmup"})", "warm-up"},
      {R"({"warmup":false})", "invalid_argument"},
      {R"({"Records":[{"EventSource":"aws:sns"}]})", "invalid_argument"},
      {R"({"httpMethod":"GET","path":"/"})", "invalid_argument"},
      {R"({"requestContext":{"http":{"method":"G T","path":"/"}}})", "invalid_argument"},
      {R"({"requestContext":{"http":{"method":"POST","path":"/"}},"body":"?","isBase64Encoded":true})",
       "POST /? from  s | ? | faulty"},
      {"[]", "invalid_argument"},
      {"null", "invalid_argument"},
      {"nonsense", "invalid_json"},
      {"", "invalid_json"},
  };
  for (const auto& test : tests) EXPECT_EQ(shown(test.json), test.want) << test.json;
}

TEST(Event, TellsHttpApisFromRestApis) {
  const auto sender = [](std::string_view version) {
    const auto event = read_event(R"({)" + std::string(version) +
                                  R"("httpMethod":"GET","path":"/","requestContext":{"stage":"prod"}})");
    return std::get<HttpEvent>(*event).sender;
  };
  EXPECT_EQ(sender(R"("version":"1.0",)"), Sender::http_api);
  EXPECT_EQ(sender(""), Sender::rest_api);
}

TEST(Event, TellsFunctionUrlsFromHttpApis) {
  const auto sender = [](std::string_view domain) {
    const auto event = read_event(R"({"rawPath":"/","requestContext":{"http":{"method":"GET"},"domainName":")" +
                                  std::string(domain) + R"("}})");
    return std::get<HttpEvent>(*event).sender;
  };
  EXPECT_EQ(sender("x.lambda-url.eu-west-1.on.aws"), Sender::function_url);
  EXPECT_EQ(sender("x.execute-api.eu-west-1.amazonaws.com"), Sender::http_api);
}

TEST(Event, PeersHaveNoPorts) {
  const struct {
    std::string_view given, want;
  } tests[] = {{"192.0.2.1:5", "192.0.2.1"},     {"192.0.2.1", "192.0.2.1"},     {"[2001:db8::1]:5", "2001:db8::1"},
               {"[2001:db8::1]", "2001:db8::1"}, {"2001:db8::1", "2001:db8::1"}, {"", ""}};
  const std::string_view events[] = {
      R"({{"rawPath":"/","requestContext":{{"http":{{"method":"GET","sourceIp":"{}"}}}}}})",
      R"({{"httpMethod":"GET","path":"/","requestContext":{{"identity":{{"sourceIp":"{}"}}}}}})",
      R"({{"version":"1.0","httpMethod":"GET","path":"/","requestContext":{{"identity":{{"sourceIp":"{}"}}}}}})",
      R"({{"httpMethod":"GET","path":"/","headers":{{"x-forwarded-for":"{}"}},"requestContext":{{"elb":{{}}}}}})"};
  for (const std::string_view event : events) {
    for (const auto& test : tests) {
      const auto read = read_event(fmt::format(fmt::runtime(event), test.given));
      ASSERT_TRUE(read) << event;
      EXPECT_EQ(std::get<HttpEvent>(*read).peer, test.want) << event << test.given;
    }
  }
}

TEST(Event, SaysWhatItIsNot) {
  for (const std::string_view arn : {"routeArn", "methodArn"}) {  // what a gateway asks an authorizer
    const auto asks = read_event(fmt::format(
        R"({{"type":"REQUEST","{}":"arn:aws:execute-api:x","requestContext":{{"http":{{"method":"GET","path":"/"}}}}}})",
        arn));
    ASSERT_FALSE(asks) << arn;
    EXPECT_NE(asks.error().message.find("is not an HTTP request"), std::string::npos) << asks.error().message;
  }
  const auto sns = read_event(R"({"Records":[{"EventSource":"aws:sns"}]})");
  EXPECT_NE(sns.error().message.find("an event of aws:sns"), std::string::npos) << sns.error().message;
  for (const std::string_view kind : {"CONNECT", "MESSAGE", "DISCONNECT"}) {
    const auto socket = read_event(fmt::format(
        R"({{"headers":{{"Host":"x"}},"requestContext":{{"routeKey":"$x","eventType":"{}","connectionId":"a="}}}})",
        kind));
    EXPECT_NE(socket.error().message.find(fmt::format("looks like a {} event of a WebSocket API", kind)),
              std::string::npos)
        << socket.error().message;
  }
  const auto other = read_event(R"({"a":1,"b":2})");
  EXPECT_NE(other.error().message.find("an object with a, b"), std::string::npos) << other.error().message;
  const std::string longest(10'000, 'x');
  for (const std::string& json : {R"({"Records":[{"eventSource":")" + longest + R"("}]})",
                                  R"({"source":")" + longest + R"("})", R"({")" + longest + R"(":1})"}) {
    EXPECT_LT(read_event(json).error().message.size(), 300U) << json.substr(0, 20);
  }
}

}  // namespace
}  // namespace phoney::lambda
