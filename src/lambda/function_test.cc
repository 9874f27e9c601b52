#include "lambda/function.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <new>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/json_text.h"
#include "generators/engine_for_tests.h"
#include "lambda/runtime.h"

namespace phoney::lambda {
namespace {

// Keeps the replies, and returns the acceptance that the test sets.
struct RecordingSink final : ReplySink {
  Result<Acceptance> reply(std::string_view text) override {
    replies.emplace_back(text);
    return acceptance;
  }
  Result<Acceptance> reply_in_pieces(std::string_view head, BodySource* source) override {
    Output out;
    out.append(head);
    auto status = source->next(out);
    for (; status == BodySource::Status::more; status = source->next(out)) {
      ++pieces;
      if (stop_at_piece != nullptr) stop_at_piece->request_stop();
    }
    replies.emplace_back(out.view());
    return status == BodySource::Status::failed ? Acceptance::broken_off : acceptance;
  }
  Result<Acceptance> fail(const Failure& failure) override {
    failures.push_back(failure);
    return Acceptance::accepted;
  }
  Acceptance acceptance = Acceptance::accepted;
  std::vector<std::string> replies;
  std::vector<Failure> failures;
  int pieces = 0;
  std::stop_source* stop_at_piece = nullptr;
};

// What a function logs into it.
class LogFile {
 public:
  int handle() const { return fileno(file_); }
  std::string text() const {
    std::string text(1 << 16, ' ');
    text.resize(static_cast<std::size_t>(::pread(handle(), text.data(), text.size(), 0)));
    return text;
  }
  // Its last line.
  Value last() const {
    const std::string all = text();
    return *read_json(std::string_view(all).substr(all.rfind('\n', all.size() - 2) + 1));
  }
  LogFile() = default;
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  ~LogFile() { std::fclose(file_); }

 private:
  std::FILE* file_ = std::tmpfile();
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
  explicit FunctionTest(bool stream = false) : environment_{.stream = stream} {}

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
  LogFile log_file_;
  InvocationLog log_{environment_, log_file_.handle()};
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

TEST_F(FunctionTest, RehearsingLeavesNoTrace) {
  EXPECT_EQ(function_.rehearse(), 200);
  EXPECT_EQ(log_file_.text(), "");
  EXPECT_TRUE(sink_.replies.empty());
  EXPECT_EQ(status_of(ask({.path = "/metrics", .query = ""})), 200);
  const std::string counted = body_of(*read_json(sink_.replies.back()));
  EXPECT_EQ(counted.find("route=\"/template\""), std::string::npos) << counted;
  EXPECT_TRUE(log_file_.last().find("cold_start")->as_boolean());
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

TEST_F(FunctionTest, HeadHasTheHeadersOfGetAndNoBody) {
  const Value reply = ask({.method = "HEAD"});
  EXPECT_EQ(body_of(reply), "");
  EXPECT_EQ(reply.find("headers")->find("Content-Type")->as_text(), "application/json");
}

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
  const std::string before = "so set `count` to ";
  ASSERT_NE(detail.find(before), std::string::npos) << detail;
  const std::string count = std::to_string(std::stoi(detail.substr(detail.find(before) + before.size())));
  Asked fewer = kLarge;
  fewer.body = R"({"template":{"a":"{{text:max_nb_chars=1000}}"},"seed":1,"count":)" + count + "}";
  EXPECT_EQ(status_of(ask(fewer)), 200) << count;
}

TEST_F(FunctionTest, SaysThatOneRecordIsTooLarge) {
  const Value reply = ask({.method = "POST",
                           .path = "/template",
                           .query = "",
                           .headers = R"({"content-type":"application/json"})",
                           .body = R"({"template":{"a":"{{binary:length=6000000}}"}})"});
  EXPECT_EQ(status_of(reply), 413);
  EXPECT_EQ(read_json(body_of(reply))->find("detail")->as_text(),
            "the response exceeds the 6 MB that a function can return; even one record does, so make the template "
            "smaller, or compress the response with the header Accept-Encoding: gzip, br or zstd");
}

TEST_F(FunctionTest, SaysHowManyRecordsOfAStreamFit) {
  Asked stream = kLarge;
  stream.headers = R"({"authorization":"Basic YWRtaW46cGhvbmV5LWRldmVsb3BtZW50","accept":"application/x-ndjson"})";
  const Value reply = ask(stream);
  EXPECT_EQ(status_of(reply), 413);
  EXPECT_NE(body_of(reply).find("so set `count` to "), std::string::npos) << body_of(reply);
  EXPECT_EQ(reply.find("headers")->find("Content-Disposition"), nullptr);
}

TEST_F(FunctionTest, NamesTheFieldOfARecordThatFailedInEveryFormat) {
  for (const std::string_view accept : {"application/json", "application/x-ndjson", "text/csv"}) {
    const Value reply = ask(
        {.method = "POST",
         .path = "/api/v1/template/generate",
         .query = "",
         .headers =
             fmt::format(R"({{"authorization":"Basic YWRtaW46cGhvbmV5LWRldmVsb3BtZW50","accept":"{}"}})", accept),
         .body =
             R"({"template":{"a":"{{text:max_nb_chars=9000}}","b":"{{random_int:min=1,max=9,unique=true}}"},"count":50})"});
    EXPECT_EQ(status_of(reply), 422) << accept;
    const Value detail = *read_json(body_of(reply));
    const Value& error = detail.find("detail")->find("errors")->as_list().at(0);
    EXPECT_EQ(error.find("field")->as_text(), "b") << accept;
    EXPECT_EQ(error.find("generator")->as_text(), "random_int") << accept;
    const Value line = log_file_.last();
    ASSERT_NE(line.find("RecordsGenerated"), nullptr) << accept << log_file_.text();
    EXPECT_EQ(line.find("RecordsGenerated")->as_integer(), 9) << accept;
  }
}

TEST_F(FunctionTest, CountsTheRecordsOfAResponseThatIsTooLarge) {
  EXPECT_EQ(status_of(ask(kLarge)), 413);
  const Value line = log_file_.last();
  ASSERT_NE(line.find("RecordsGenerated"), nullptr) << log_file_.text();
  EXPECT_EQ(line.find("RecordsGenerated")->as_integer(), 10'000);
}

TEST_F(FunctionTest, LogsTheRequestOfAnEventWithABodyThatIsNoBase64) {
  send(R"({"rawPath":"/token","body":"%","isBase64Encoded":true,"requestContext":{"http":{"method":"POST"}}})");
  ASSERT_EQ(sink_.failures.size(), 1U);
  EXPECT_EQ(sink_.failures[0].type, "Function.InvalidEvent");
  EXPECT_NE(sink_.failures[0].message.find("not base64"), std::string::npos);
  EXPECT_EQ(log_file_.last().find("http_method")->as_text(), "POST") << log_file_.text();
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

struct StopAfterAWhile {
  std::stop_source source;
  std::jthread thread{[this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    source.request_stop();
  }};
};

TEST_F(FunctionTest, LogsTheRecordsThatWereMadeInTime) {
  Asked login = kLarge;
  login.headers = R"({"authorization":"Basic YWRtaW46cGhvbmV5LWRldmVsb3BtZW50"})";
  login.body = R"({"template":{"a":"{{name}}"}})";
  send(event_of(login));  // the password is not hashed again
  for (const std::string_view accept : {"application/json", "application/x-ndjson"}) {
    Asked asked = kLarge;
    asked.headers =
        fmt::format(R"({{"authorization":"Basic YWRtaW46cGhvbmV5LWRldmVsb3BtZW50","accept":"{}"}})", accept);
    asked.body = R"({"template":{"a":"{{zip:uncompressed_size=5000,num_files=1,compression=deflate}}"},"count":10000})";
    StopAfterAWhile stop;
    send(event_of(asked), stop.source.get_token());
    const Value line = log_file_.last();
    ASSERT_EQ(line.find("status_code")->as_integer(), 503) << log_file_.text();
    ASSERT_NE(line.find("RecordsGenerated"), nullptr) << log_file_.text();
    EXPECT_LT(line.find("RecordsGenerated")->as_integer(), 10'000);
  }
}

TEST_F(FunctionTest, LogsTheValuesThatWereMadeInTime) {
  Asked asked;
  asked.path = "/fake/zip";
  asked.query = "count=100&uncompressed_size=100000&num_files=1&compression=deflate";
  StopAfterAWhile stop;
  send(event_of(asked), stop.source.get_token());
  const Value line = log_file_.last();
  ASSERT_EQ(line.find("status_code")->as_integer(), 503) << log_file_.text();
  ASSERT_NE(line.find("RecordsGenerated"), nullptr) << log_file_.text();
  EXPECT_LT(line.find("RecordsGenerated")->as_integer(), 100);
}

// Two processes that go on from one state, as two sandboxes do that are restored from one snapshot. The first request
// leaves seeds that are drawn ahead.
TEST_F(FunctionTest, CopiesOfOneProcessDifferWithoutASeed) {
  const std::string event = event_of({.query = "count=20"});
  send(event);
  std::array<std::string, 2> responses;
  for (std::string& response : responses) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      renew_random_sources();
      send(event);
      const std::string body = read_json(sink_.replies.back())->find("body")->as_text();
      ::_exit(::write(ends[1], body.data(), body.size()) == static_cast<ssize_t>(body.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    response.resize(1 << 16);
    const ssize_t size = ::read(ends[0], response.data(), response.size());
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_EQ(status, 0);
    response.resize(static_cast<std::size_t>(size));
  }
  EXPECT_EQ(read_json(responses[0])->find("data")->as_list().size(), 20U);
  EXPECT_NE(read_json(responses[0])->find("data")->to_json(), read_json(responses[1])->find("data")->to_json());
}

TEST_F(FunctionTest, TellsExceptionsApart) {
  EXPECT_EQ(failure_of(std::bad_alloc()).type, "Function.OutOfMemory");
  const Failure other = failure_of(std::out_of_range("no such place"));
  EXPECT_EQ(other.type, "Function.InternalError");
  EXPECT_NE(other.message.find("no such place"), std::string::npos) << other.message;
}

std::string rest_event(std::string_view encoding) {
  return fmt::format(R"({{"httpMethod":"GET","path":"/generators","headers":{{"Accept-Encoding":"{}"}},)"
                     R"("requestContext":{{}}}})",
                     encoding);
}

TEST_F(FunctionTest, RestApisGetTextUnlessTheyAreSetUpForBinaryBodies) {
  send(rest_event("gzip"));
  EXPECT_FALSE(read_json(sink_.replies.back())->find("isBase64Encoded")->as_boolean());
  environment_.rest_api_binary = true;
  send(rest_event("gzip"));
  EXPECT_TRUE(read_json(sink_.replies.back())->find("isBase64Encoded")->as_boolean());
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
  EXPECT_NE(log_file_.text().find(R"("status_code":413,)"), std::string::npos) << log_file_.text();
  EXPECT_EQ(sink_.failures[1].type, "Function.ResponseRefused");
  EXPECT_EQ(log_file_.last().find("status_code")->as_integer(), 502) << log_file_.text();
}

TEST_F(FunctionTest, TakesOtherSettings) {
  service::Settings settings;
  settings.rate_limit_per_minute = 60;
  function_.use(settings);
  EXPECT_NE(ask({}).find("headers")->find("RateLimit-Limit"), nullptr);
}

TEST_F(FunctionTest, KeepsCountingWhenSettingsChange) {
  service::Settings settings;
  settings.rate_limit_per_minute = 3;
  function_.use(settings);
  const auto remaining = [this] { return ask({}).find("headers")->find("RateLimit-Remaining")->as_text(); };
  EXPECT_EQ(remaining(), "2");
  settings.cors_origins = {"https://a.example"};
  function_.use(settings);
  EXPECT_EQ(remaining(), "1");
  settings.rate_limit_per_minute = 5;
  function_.use(settings);
  EXPECT_EQ(remaining(), "4") << "a new limit, a new count";

  settings.rate_limit_per_minute = 0;
  function_.use(settings);
  const Asked wrong{.method = "POST",
                    .path = "/api/v1/template/generate",
                    .query = "",
                    .headers = R"({"x-api-key":"wrong"})",
                    .body = R"({"template":{"a":"{{name}}"}})"};
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(status_of(ask(wrong)), 401);
    function_.use(settings);
  }
  EXPECT_EQ(status_of(ask(wrong)), 429);
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

TEST_F(StreamingFunctionTest, RestApisMayStreamWhatIsCompressed) {
  send(rest_event("gzip"));
  EXPECT_NE(sink_.replies.at(0).find(R"("Content-Encoding":"gzip")"), std::string::npos);
}

TEST_F(StreamingFunctionTest, LogsAStreamThatBreaksOff) {
  Asked stream = kLarge;
  stream.domain = "x.lambda-url.us-east-1.on.aws";
  stream.headers = R"({"authorization":"Basic YWRtaW46cGhvbmV5LWRldmVsb3BtZW50","accept":"application/x-ndjson"})";
  stream.body = R"({"template":{"a":"{{zip:uncompressed_size=200000}}"},"count":10000})";
  std::stop_source stop;
  sink_.stop_at_piece = &stop;
  send(event_of(stream), stop.get_token());
  const Value line = log_file_.last();
  EXPECT_EQ(line.find("error_type")->as_text(), "Function.BrokenOff");
  EXPECT_GT(line.find("RecordsGenerated")->as_integer(), 0);
  EXPECT_TRUE(sink_.failures.empty()) << "the end of the stream tells it";
}

TEST_F(StreamingFunctionTest, KnowsHowAnInvocationIsAnswered) {
  send(event_of({.domain = "x.lambda-url.us-east-1.on.aws"}));
  EXPECT_TRUE(function_.answers_in_pieces());
  send(event_of({}));
  EXPECT_FALSE(function_.answers_in_pieces());
}

TEST(Timeout, IsAReplyInBothForms) {
  const std::string_view head = timeout_head();
  const std::size_t end = head.find(std::string(8, '\0'));
  ASSERT_NE(end, std::string_view::npos);
  const auto prelude = read_json(head.substr(0, end));
  const auto reply = read_json(timeout_reply());
  ASSERT_TRUE(prelude && reply);
  EXPECT_EQ(prelude->find("statusCode")->as_integer(), 503);
  EXPECT_EQ(reply->find("statusCode")->as_integer(), 503);
  EXPECT_EQ(head.substr(end + 8), reply->find("body")->as_text());
  EXPECT_TRUE(read_json(head.substr(end + 8)));
}

TEST_F(StreamingFunctionTest, HttpApisTakeOnePiece) {
  EXPECT_EQ(status_of(ask({})), 200);
  EXPECT_EQ(sink_.pieces, 0);
}

}  // namespace
}  // namespace phoney::lambda
