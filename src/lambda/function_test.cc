#include "lambda/function.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/json_text.h"
#include "generators/catalogue_of_generators.h"

namespace phoney::lambda {
namespace {

const Engine& engine() {
  static const Registry registry(packed_catalogue(), all_generators());
  static const Engine engine(registry);
  return engine;
}

// Keeps what it is given, and answers as it is told.
struct RecordingSink final : ReplySink {
  Result<Acceptance> reply(std::string_view text) override {
    replies.emplace_back(text);
    return acceptance;
  }
  Result<Acceptance> reply_in_pieces(std::string_view head, BodySource* source) override {
    Output out;
    out.append(head);
    while (source->next(out) == BodySource::Status::more) ++pieces;
    replies.emplace_back(out.view());
    return acceptance;
  }
  Result<Acceptance> fail(const Failure& failure) override {
    failures.push_back(failure);
    return Acceptance::accepted;
  }
  Acceptance acceptance = Acceptance::accepted;
  std::vector<std::string> replies;
  std::vector<Failure> failures;
  int pieces = 0;
};

struct Asked {
  std::string method = "GET";
  std::string path = "/fake/name";
  std::string query = "seed=42";
  std::string headers = "{}";
  std::string body = "";
  std::string domain = "x.execute-api.us-east-1.amazonaws.com";
};

std::string event_of(const Asked& asked) {
  Output body;
  append_json_text(body, asked.body);
  return fmt::format(R"({{"rawPath":"{}","rawQueryString":"{}","headers":{},"body":{},)"
                     R"("requestContext":{{"http":{{"method":"{}","sourceIp":"192.0.2.1"}},"domainName":"{}"}}}})",
                     asked.path, asked.query, asked.headers, body.view(), asked.method, asked.domain);
}

class FunctionTest : public ::testing::Test {
 protected:
  explicit FunctionTest(bool stream = false) : environment_{.stream = stream, .log_level = service::LogLevel::off} {}

  void send(const std::string& event, const std::stop_token& stop = {}, bool claimed = true) {
    Invocation invocation{.request_id = "r-1", .event = event};
    ASSERT_TRUE(function_.answer(invocation, sink_, stop, [claimed] { return claimed; }));
  }
  // The reply to it, as JSON.
  Value ask(const Asked& asked) {
    send(event_of(asked));
    return sink_.replies.empty() ? Value() : *read_json(sink_.replies.back());
  }
  static std::int64_t status_of(const Value& reply) { return reply.find("statusCode")->as_integer(); }
  static std::string body_of(const Value& reply) { return reply.find("body")->as_text(); }

  Environment environment_;
  InvocationLog log_{environment_, STDERR_FILENO};
  Function function_{engine(), environment_, log_, {}};
  RecordingSink sink_;
};

class StreamingFunctionTest : public FunctionTest {
 protected:
  StreamingFunctionTest() : FunctionTest(true) {}
};

TEST_F(FunctionTest, AnswersRequests) {
  const Value reply = ask({});
  EXPECT_EQ(status_of(reply), 200);
  EXPECT_EQ(read_json(body_of(reply))->find("data")->as_text(), "Allison Hill");
  EXPECT_EQ(reply.find("headers")->find("X-Request-Id")->as_text(), "r-1");
}

TEST_F(FunctionTest, NothingIsLeftForTheNext) {
  EXPECT_EQ(status_of(ask({.method = "POST", .path = "/template", .query = "", .body = "{"})), 422);
  const Asked generate{.method = "POST",
                       .path = "/api/v1/template/generate",
                       .query = "",
                       .headers = R"({"authorization":"Basic YWRtaW46cGhvbmV5LWRldmVsb3BtZW50"})",
                       .body = R"({"template":{"a":"{{name}}"},"seed":1})"};
  EXPECT_EQ(status_of(ask(generate)), 200);
  Asked stranger = generate;
  stranger.headers = "{}";
  EXPECT_EQ(status_of(ask(stranger)), 401);
  // No seed is drawn once and kept, and a given one does not stay.
  const std::string first = body_of(ask({.query = "count=20"}));
  const std::string second = body_of(ask({.query = "count=20"}));
  EXPECT_NE(first, second);
  EXPECT_EQ(read_json(body_of(ask({})))->find("data")->as_text(), "Allison Hill");
}

TEST_F(FunctionTest, FailsOnWhatIsNoRequest) {
  send(R"({"Records":[{"EventSource":"aws:sqs"}]})");
  ASSERT_EQ(sink_.failures.size(), 1U);
  EXPECT_EQ(sink_.failures[0].type, "Function.InvalidEvent");
  EXPECT_TRUE(sink_.replies.empty());
}

TEST_F(FunctionTest, WarmUpsDoNothing) {
  send(R"({"source":"aws.events"})");
  EXPECT_EQ(status_of(*read_json(sink_.replies.at(0))), 200);
}

TEST_F(FunctionTest, HeadHasNoBody) { EXPECT_EQ(body_of(ask({.method = "HEAD"})), ""); }

// 10,000 records of about a kilobyte.
const Asked kLarge{.method = "POST",
                   .path = "/api/v1/template/generate",
                   .query = "",
                   .headers = R"({"authorization":"Basic YWRtaW46cGhvbmV5LWRldmVsb3BtZW50"})",
                   .body = R"({"template":{"a":"{{text:max_nb_chars=1000}}"},"count":10000,"seed":1})"};

TEST_F(FunctionTest, SaysHowManyRecordsFit) {
  const Value reply = ask(kLarge);
  EXPECT_EQ(status_of(reply), 413);
  const std::string detail = read_json(body_of(reply))->find("detail")->as_text();
  const std::string before = "so ask for a count of ";
  ASSERT_NE(detail.find(before), std::string::npos) << detail;
  const std::string count = std::to_string(std::stoi(detail.substr(detail.find(before) + before.size())));
  Asked fewer = kLarge;
  fewer.body = R"({"template":{"a":"{{text:max_nb_chars=1000}}"},"seed":1,"count":)" + count + "}";
  EXPECT_EQ(status_of(ask(fewer)), 200) << count;
}

TEST_F(FunctionTest, SaysHowManyRecordsOfAStreamFit) {
  Asked stream = kLarge;
  stream.headers = R"({"authorization":"Basic YWRtaW46cGhvbmV5LWRldmVsb3BtZW50","accept":"application/x-ndjson"})";
  const Value reply = ask(stream);
  EXPECT_EQ(status_of(reply), 413);
  EXPECT_NE(body_of(reply).find("so ask for a count of "), std::string::npos) << body_of(reply);
  EXPECT_EQ(reply.find("headers")->find("Content-Disposition"), nullptr);
}

TEST_F(FunctionTest, EndsEarlyWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  send(event_of({}), stop.get_token());
  EXPECT_EQ(status_of(*read_json(sink_.replies.at(0))), 503);
  send(event_of({.method = "POST", .path = "/template", .query = "", .body = R"({"template":{"a":"{{name}}"}})"}),
       stop.get_token());
  EXPECT_EQ(status_of(*read_json(sink_.replies.at(1))), 503);
}

TEST_F(FunctionTest, SendsNothingIfItsTurnIsOver) {
  send(event_of({}), {}, false);
  EXPECT_TRUE(sink_.replies.empty());
  EXPECT_TRUE(sink_.failures.empty());
}

TEST_F(FunctionTest, TellsThatAReplyWasNotTaken) {
  sink_.acceptance = Acceptance::too_large;
  send(event_of({}));
  sink_.acceptance = Acceptance::refused;
  send(event_of({}));
  ASSERT_EQ(sink_.failures.size(), 2U);
  EXPECT_EQ(sink_.failures[0].type, "Function.ResponseTooLarge");
  EXPECT_EQ(sink_.failures[1].type, "Function.ResponseRefused");
}

TEST_F(FunctionTest, TakesOtherSettings) {
  service::Settings settings;
  settings.rate_limit_per_minute = 60;
  function_.use(settings);
  EXPECT_NE(ask({}).find("headers")->find("RateLimit-Limit"), nullptr);
}

TEST_F(StreamingFunctionTest, StreamsToFunctionUrls) {
  Asked stream = kLarge;
  stream.domain = "x.lambda-url.us-east-1.on.aws";
  stream.headers = R"({"authorization":"Basic YWRtaW46cGhvbmV5LWRldmVsb3BtZW50","accept":"application/x-ndjson"})";
  send(event_of(stream));
  const std::string& reply = sink_.replies.at(0);
  const std::size_t end = reply.find(std::string(8, '\0'));
  ASSERT_NE(end, std::string::npos);
  EXPECT_EQ(status_of(*read_json(reply.substr(0, end))), 200);
  EXPECT_EQ(std::ranges::count(reply.substr(end), '\n'), 10'000);
  EXPECT_GT(sink_.pieces, 10);
}

TEST_F(StreamingFunctionTest, HttpApisTakeOnePiece) {
  EXPECT_EQ(status_of(ask({})), 200);
  EXPECT_EQ(sink_.pieces, 0);
}

}  // namespace
}  // namespace phoney::lambda
