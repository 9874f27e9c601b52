// Answers for which an event loop has no patience: what is deferred, and that it is then answered as it always is.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "generators/engine_for_tests.h"
#include "service/application.h"

namespace phoney::service {
namespace {

using namespace std::chrono_literals;

struct Begun {
  std::unique_ptr<Task> task;
  Response response;
};

// Makes it with all the time that it needs.
void make(Task& task, Response& response) {
  Patience patience = Patience::endless();
  ASSERT_TRUE(task.run(response, patience));
}

class Deferral : public testing::Test {
 protected:
  static constexpr Header kHeaders[] = {{"content-type", "application/json"}};

  // Begins to answer with so much patience.
  Begun begin(Request request, std::chrono::nanoseconds patience) {
    if (request.headers.empty()) request.headers = kHeaders;
    if (request.peer.empty()) request.peer = "192.0.2.1";
    Begun begun;
    Patience until(std::chrono::steady_clock::now() + patience);
    request.cancellation.patience = &until;
    begun.task = application_.begin(request, begun.response);
    return begun;
  }

  Settings settings_;
  Application application_{engine(), settings_};
};

constexpr std::string_view kLong =
    R"({"template":{"a":"{{[date_time]:count=100}}"},"count":1000,"seed":1,"now":"2026-01-01T00:00:00Z"})";

// The answer without what differs each time.
std::string records_of(const Response& response) {
  return std::string(response.body.view().substr(0, response.body.view().find("\"execution_time_ms\"")));
}

TEST_F(Deferral, QuickAnswersAreMadeAtOnce) {
  for (const Request& request :
       {Request{.method = "GET", .path = "/fake/name"}, Request{.method = "GET", .path = "/health"},
        Request{.method = "GET", .path = "/nowhere"},
        Request{.method = "POST", .path = "/template", .body = R"({"template":{"a":"{{name}}"}})"}}) {
    const Begun begun = begin(request, 1h);
    EXPECT_EQ(begun.task, nullptr) << request.path;
    EXPECT_GT(begun.response.body.size(), 0U) << request.path;
  }
}

TEST_F(Deferral, ADocumentIsMadeLaterTheFirstTimeOnly) {
  for (const std::string_view coding : {"identity", "gzip", "br"}) {
    const Header headers[] = {{"accept-encoding", coding}};
    const Request request{.method = "GET", .path = "/openapi.json", .headers = headers};
    Begun first = begin(request, 900ms);
    ASSERT_NE(first.task, nullptr) << coding;
    make(*first.task, first.response);
    const Begun second = begin(request, 900ms);
    EXPECT_EQ(second.task, nullptr) << coding;
    EXPECT_GT(first.response.shared_body.size(), 1000U);
    EXPECT_EQ(second.response.shared_body, first.response.shared_body);
  }
}

TEST_F(Deferral, WhatTakesLongerIsMadeLaterAndIsTheSame) {
  const Request request{.method = "POST", .path = "/template", .body = kLong};
  const Begun whole = begin(request, 1h);
  EXPECT_EQ(whole.task, nullptr);
  EXPECT_EQ(whole.response.status, 200);

  const Begun begun = begin(request, 100us);
  ASSERT_NE(begun.task, nullptr);
  EXPECT_EQ(begun.response.status, 200);
  EXPECT_EQ(begun.response.body.size(), 0U) << "the response is left as it was";
  EXPECT_TRUE(begun.response.headers.empty());
  Response response;
  make(*begun.task, response);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(records_of(response), records_of(whole.response));
}

TEST_F(Deferral, WhatIsTriedInVainIsMadeLaterAndIsTheSame) {
  const Request request{.method = "POST", .path = "/template", .body = kLong};
  const Begun whole = begin(request, 1h);
  const Begun begun = begin(request, 100us);
  ASSERT_NE(begun.task, nullptr);
  Response response;
  for (int i = 0; i < 2; ++i) {
    Patience patience(std::chrono::steady_clock::now() + 1ms);
    EXPECT_FALSE(begun.task->run(response, patience));
    EXPECT_EQ(response.body.size(), 0U);
    EXPECT_TRUE(response.headers.empty());
  }
  make(*begun.task, response);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(records_of(response), records_of(whole.response));
}

TEST_F(Deferral, AValueMayTakeLongToo) {
  const Begun begun = begin({.method = "GET", .path = "/fake/text", .query = "max_nb_chars=100000&seed=1"}, 50us);
  ASSERT_NE(begun.task, nullptr);
  Response response;
  make(*begun.task, response);
  EXPECT_EQ(response.status, 200);
  EXPECT_GT(response.body.size(), 90'000U);
}

TEST_F(Deferral, ErrorsOfLateAnswersAreTheUsualOnes) {
  const Begun begun =
      begin({.method = "POST",
             .path = "/template",
             .body = R"({"template":{"a":"{{[text]:count=500}}","b":"{{prefix_female:unique=true}}"},"count":9})"},
            50us);
  ASSERT_NE(begun.task, nullptr);
  Response response;
  make(*begun.task, response);
  EXPECT_EQ(response.status, 422);
  EXPECT_NE(response.body.view().find("`prefix_female` ran out of unique values after 4 of them"), std::string::npos);
}

TEST_F(Deferral, WhatIsEndedEarlySaysWhy) {
  // Ten times what is left to it when the process ends.
  constexpr std::string_view kLonger = R"({"template":{"a":"{{[date_time]:count=1000}}"},"count":1000})";
  const struct {
    bool drains;  // or else its client goes
    int status;
    Reason reason;
  } tests[] = {{true, 503, Reason::shutting_down}, {false, 499, Reason::client_gone}};
  for (const auto& test : tests) {
    std::stop_source stop;
    Request request{.method = "POST", .path = "/template", .body = kLonger};
    (test.drains ? request.cancellation.drain : request.cancellation.stop) = stop.get_token();
    const Begun begun = begin(request, 100us);
    ASSERT_NE(begun.task, nullptr);
    stop.request_stop();
    Response response;
    make(*begun.task, response);
    EXPECT_EQ(response.status, test.status);
    EXPECT_EQ(to_string(response.outcome.reason), to_string(test.reason));
  }
}

TEST_F(Deferral, WhatCannotBeInterruptedIsNotBegun) {
  const std::string long_body = R"({"template":{"a":")" + std::string(500'000, 'a') + R"("}})";
  const Request requests[] = {
      {.method = "POST", .path = "/template", .body = long_body},
      {.method = "POST", .path = "/token", .body = "username=a&password=b"},
  };
  for (const Request& request : requests) EXPECT_NE(begin(request, 1ms).task, nullptr) << request.path;
}

TEST_F(Deferral, PasswordsAreHashedLater) {
  const Header basic[] = {{"authorization", "Basic YWRtaW46cGhvbmV5LWRldmVsb3BtZW50"}, kHeaders[0]};
  const Request request{.method = "POST",
                        .path = "/api/v1/template/generate",
                        .headers = basic,
                        .body = R"({"template":{"a":"{{name}}"}})"};
  const Begun begun = begin(request, 1h);
  ASSERT_NE(begun.task, nullptr);
  Response response;
  make(*begun.task, response);
  EXPECT_EQ(response.status, 200) << response.body.view();
  EXPECT_EQ(begin(request, 1h).task, nullptr) << "once it is proven, nothing takes long";
}

TEST_F(Deferral, LargeAnswersAreCompressedLater) {
  const Header zipped[] = {{"accept-encoding", "br"}, kHeaders[0]};
  Request request{.method = "POST",
                  .path = "/template",
                  .headers = zipped,
                  .body = R"({"template":{"a":"{{binary:length=400000}}"}})"};
  EXPECT_NE(begin(request, 4ms).task, nullptr);
  request.headers = kHeaders;
  EXPECT_EQ(begin(request, 1h).task, nullptr);
}

TEST(DeferralLimits, ALateAnswerIsCountedOnceAndBilled) {
  Settings settings;
  settings.rate_limit_per_minute = 60;
  Application application(engine(), settings);
  const Header headers[] = {{"content-type", "application/json"}};
  const auto ask = [&](std::string_view body, std::chrono::nanoseconds patience) {
    Patience until(std::chrono::steady_clock::now() + patience);
    Request request{.method = "POST", .path = "/template", .headers = headers, .body = body, .peer = "192.0.2.1"};
    request.cancellation.patience = &until;
    Response response;
    if (const auto task = application.begin(request, response)) make(*task, response);
    for (const auto& [name, value] : response.headers) {
      if (name == "RateLimit-Remaining") return std::stoi(value);
    }
    return -1;
  };
  EXPECT_EQ(ask(R"({"template":{"a":"{{name}}"}})", 1h), 59);
  EXPECT_EQ(ask(R"({"template":{"a":"{{name}}"},"count":900})", 1ns), 58);
  // It takes some tenths of a second. Each 50 ms cost a request.
  ask(R"({"template":{"a":"{{[date_time]:count=1000}}"},"count":1000,"unique":true})", 1ns);
  EXPECT_LT(ask(R"({"template":{"a":"{{name}}"}})", 1h), 55) << "56 would be left of requests alone";
}

// Whoever asks for everything at once is held to the same limit as who asks for one after the other.
TEST(DeferralLimits, ALateAnswerIsRefusedToWhoIsInDebt) {
  Settings settings;
  settings.rate_limit_per_minute = 1;
  settings.rate_limit_burst = 3;
  Application application(engine(), settings);
  const Header headers[] = {{"content-type", "application/json"}};
  const Request request{.method = "POST",
                        .path = "/template",
                        .headers = headers,
                        .body = R"({"template":{"a":"{{[date_time]:count=1000}}"},"count":1000,"unique":true})",
                        .peer = "192.0.2.1"};
  const auto begin = [&] {
    Patience until(std::chrono::steady_clock::now());
    Request deferred = request;
    deferred.cancellation.patience = &until;
    Response response;
    return application.begin(deferred, response);
  };
  const auto first = begin();
  const auto second = begin();
  ASSERT_NE(first, nullptr);
  ASSERT_NE(second, nullptr);
  Response response;
  make(*first, response);  // takes some tenths of a second, each 50 ms a request
  EXPECT_NE(response.status, 429);
  response.reset();
  make(*second, response);
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(response.body.view().substr(0, 10), "{\"detail\":");
}

TEST_F(Deferral, ASampleThatIsCutOffIsAnErrorAndNotMissing) {
  const Request request{.method = "GET", .path = "/generators/binary"};
  Response response;
  application_.handle(request, response);
  EXPECT_EQ(response.status, 200);
  for (const bool drains : {false, true}) {
    std::stop_source stop;
    stop.request_stop();
    Request cancelled = request;
    (drains ? cancelled.cancellation.drain : cancelled.cancellation.stop) = stop.get_token();
    cancelled.cancellation.drain_allowance = 0ms;
    response.reset();
    application_.handle(cancelled, response);
    EXPECT_EQ(response.status, 503) << drains;
    EXPECT_EQ(response.body.view().substr(0, 15), R"({"detail":"the )") << drains;
  }
}

TEST_F(Deferral, NoPasswordIsHashedOnceTheProcessIsAboutToEnd) {
  std::stop_source drain;
  Request request{.method = "POST", .path = "/token", .body = "username=admin&password=phoney-development"};
  request.cancellation.drain = drain.get_token();
  const Header form[] = {{"content-type", "application/x-www-form-urlencoded"}};
  request.headers = form;
  const Begun good = begin(request, 1h);
  const Begun late = begin(request, 1h);
  ASSERT_NE(good.task, nullptr);
  ASSERT_NE(late.task, nullptr);
  Response response;
  make(*good.task, response);
  EXPECT_EQ(response.status, 200) << response.body.view();
  drain.request_stop();
  response.reset();
  make(*late.task, response);
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.body.view(), R"({"detail":"the server is shutting down; try again"})");
}

TEST_F(Deferral, ClientsAreToldApart) {
  Request request{.method = "POST", .path = "/template", .body = kLong};
  const auto client = [&](std::string_view peer) {
    request.peer = peer;
    const Begun begun = begin(request, 1ns);
    return begun.task ? std::string(begun.task->client()) : "none";
  };
  EXPECT_EQ(client("192.0.2.1"), client("192.0.2.1"));
  EXPECT_NE(client("192.0.2.1"), client("192.0.2.2"));
  EXPECT_EQ(client("2001:db8::1"), client("2001:db8:0:1::1"));
  EXPECT_NE(client("2001:db8::1"), client("2001:db8:1::1"));
}

TEST_F(Deferral, StreamsKeepNoPatience) {
  // The first piece is made on the loop, and the others long after its patience has ended.
  const Header headers[] = {{"accept", "application/x-ndjson"}, kHeaders[0]};
  Begun begun = begin({.method = "POST",
                       .path = "/template",
                       .headers = headers,
                       .body = R"({"template":{"a":"{{text:max_nb_chars=1000}}"},"count":200})"},
                      1h);
  ASSERT_EQ(begun.task, nullptr);
  ASSERT_NE(begun.response.source, nullptr);
  EXPECT_EQ(begun.response.source->client().size(), 16U);
  auto status = BodySource::Status::more;
  while (status == BodySource::Status::more) status = begun.response.source->next(begun.response.body);
  EXPECT_EQ(status, BodySource::Status::done);
}

}  // namespace
}  // namespace phoney::service
