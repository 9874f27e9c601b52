// Retries, credentials and errors, over a sender and a clock that a test holds in its hand.

#include "aws/client.h"

#include <gtest/gtest.h>

#include <deque>
#include <map>

#include "aws/parameter_store.h"
#include "aws/secrets_manager.h"

namespace phoney::aws {
namespace {

using namespace std::chrono;

class FakeTiming final : public Timing {
 public:
  Clock::Instant wall() const override { return sys_days{2026y / 11 / 22} + elapsed; }
  steady_clock::time_point steady() const override { return steady_clock::time_point(elapsed); }
  double jitter() override { return luck; }
  bool sleep(milliseconds time, const std::stop_token&) override {
    pauses.push_back(time.count());
    elapsed += time;
    return !stopped;
  }

  milliseconds elapsed{0};
  double luck = 0.999;
  bool stopped = false;
  std::vector<std::int64_t> pauses;
};

class FakeSender final : public HttpSender {
 public:
  explicit FakeSender(FakeTiming& timing) : timing_(timing) {}
  Result<HttpResponse> send(const HttpRequest& request, const Deadline&) override {
    requests.push_back(request);
    timing_.elapsed += takes;
    Result<HttpResponse> response = responses.front();
    if (responses.size() > 1) responses.pop_front();
    return response;
  }

  std::deque<Result<HttpResponse>> responses;
  std::vector<HttpRequest> requests;
  milliseconds takes{1};

 private:
  FakeTiming& timing_;
};

struct Fixture {
  std::map<std::string, std::string> variables{{"AWS_ACCESS_KEY_ID", "A"}, {"AWS_SECRET_ACCESS_KEY", "s"}};
  FakeTiming timing;
  FakeSender sender{timing};
  CredentialSource credentials{[this](const char* name) { return variables[name]; }, sender, timing};
  ServiceClient client{
      {*parse_endpoint("https://sm.example", ""), "us-east-1", "secretsmanager"}, credentials, sender, timing};

  Result<std::string> read() { return read_secret(client, "the/secret", {timing.steady() + 4s, {}}); }
};

HttpResponse secret(const std::string& text) { return {200, "", R"({"SecretString":")" + text + R"("})"}; }
HttpResponse fault(int status, const std::string& code) { return {status, "", R"({"__type":")" + code + R"("})"}; }

TEST(ServiceClient, PausesGrowUpToABound) {
  Fixture f;
  f.sender.responses = {fault(500, "X")};
  const auto read = f.read();
  ASSERT_FALSE(read);
  EXPECT_EQ(f.timing.pauses, (std::vector<std::int64_t>{100, 200, 400, 800, 999, 999}));
  EXPECT_EQ(read.error().message, "secretsmanager:GetSecretValue of the/secret failed: X (gave up after 7 tries)");
  EXPECT_EQ(read.error().code, ErrorCode::io_error);
}

TEST(ServiceClient, PausesMayBeNothing) {
  Fixture f;
  f.timing.luck = 0;
  f.sender.responses = {fault(400, "ThrottlingException"), make_error(ErrorCode::io_error, "gone"), secret("a")};
  const auto read = f.read();
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, "a");
  EXPECT_EQ(f.timing.pauses, (std::vector<std::int64_t>{0, 0}));
}

TEST(ServiceClient, TriesAgainAfterAResponseThatMakesNoSense) {
  Fixture f;
  f.sender.responses = {HttpResponse{200, "", "<html>"}, HttpResponse{200, "", "[]"}, HttpResponse{200, "", "{}"},
                        secret("a")};
  const auto read = f.read();
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, "a");
  f.sender.responses = {HttpResponse{200, "", R"({"Parameters":[{"Name":"/a/B"}]})"},
                        HttpResponse{200, "", R"({"Parameters":[{"Name":"/a/B","Value":"1"}]})"}};
  const auto parameters = read_parameters(f.client, "/a/", {f.timing.steady() + 4s, {}});
  ASSERT_TRUE(parameters) << parameters.error().message;
  EXPECT_EQ(parameters->at(0).value, "1");
}

TEST(ServiceClient, StopsWhenToldTo) {
  Fixture f;
  f.timing.stopped = true;
  f.sender.responses = {fault(500, "X")};
  EXPECT_FALSE(f.read());
  EXPECT_EQ(f.sender.requests.size(), 1u);
}

TEST(ServiceClient, SaysWhatToCheck) {
  const struct {
    HttpResponse response;
    std::string_view want;
  } tests[] = {
      {{400, "", R"({"__type":"a#AccessDeniedException:x","Message":"no"})"},
       "AccessDeniedException (no); allow secretsmanager:GetSecretValue on the/secret in the policy of the function's "
       "role, and kms:Decrypt if a customer managed key encrypts it"},
      {{403, "SignatureDoesNotMatch", "<xml/>"},
       "SignatureDoesNotMatch; check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION"},
      {{400, "", R"({"__type":"ResourceNotFoundException"})"},
       "ResourceNotFoundException; create the/secret in this region, or correct SECRET_ID or AWS_REGION"},
      {{400, "", R"({"__type":"DecryptionFailure"})"},
       "DecryptionFailure; allow the function's role to use kms:Decrypt on the key that encrypts the/secret, and check "
       "that the key is enabled"},
      {{403, "", "<a><Error><Code>AuthFailure</Code><Message>no\nway</Message></Error></a>"},
       "AuthFailure (no way); check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_REGION"},
      {{404, "", "gone"}, "HTTP 404"},
      {{400, "", R"({"__type":"<script>"})"}, "HTTP 400"},
  };
  for (const auto& test : tests) {
    Fixture f;
    f.sender.responses = {test.response};
    const auto read = f.read();
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().message, "secretsmanager:GetSecretValue of the/secret failed: " + std::string(test.want));
    EXPECT_EQ(read.error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(f.sender.requests.size(), 1u);
  }
}

TEST(ServiceClient, DoesNotWaitForOthersWhereTheEnvironmentsHaveExpired) {
  Fixture f;
  f.sender.responses = {fault(400, "ExpiredTokenException"), secret("x")};
  EXPECT_FALSE(f.read());
  EXPECT_EQ(f.sender.requests.size(), 1u);
}

TEST(ServiceClient, RefusesBinarySecrets) {
  Fixture f;
  f.sender.responses = {HttpResponse{200, "", R"({"SecretBinary":"AA=="})"}};
  EXPECT_EQ(f.read().error().message,
            "the secret the/secret is binary; store a JSON object as text (SecretString) instead");
}

HttpResponse container(const std::string& key, const std::string& expires) {
  return {200, "",
          R"({"AccessKeyId":")" + key + R"(","SecretAccessKey":"s","Token":"t","Expiration":")" + expires + R"("})"};
}

struct ContainerFixture : Fixture {
  ContainerFixture() { variables = {{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9/c"}}; }
  std::string key() {
    const auto got = credentials.get({timing.steady() + 1s, {}});
    return got ? got->access_key_id : got.error().message;
  }
};

TEST(CredentialSource, KeepsThoseOfTheContainerUntilShortlyBeforeTheyExpire) {
  ContainerFixture f;
  f.sender.responses = {container("A", "2026-11-22T01:00:00Z"), container("B", "2026-11-22T02:00:00Z")};
  EXPECT_EQ(f.key(), "A");
  f.timing.elapsed = 54min;
  EXPECT_EQ(f.key(), "A");
  EXPECT_EQ(f.sender.requests.size(), 1u);
  f.timing.elapsed = 56min;
  EXPECT_EQ(f.key(), "B");
}

TEST(CredentialSource, UsesTheOldWhileTheyLast) {
  ContainerFixture f;
  f.sender.responses = {container("A", "2026-11-22T01:00:00Z"), make_error(ErrorCode::io_error, "gone")};
  EXPECT_EQ(f.key(), "A");
  f.timing.elapsed = 56min;
  EXPECT_EQ(f.key(), "A");
  f.timing.elapsed = 61min;
  EXPECT_EQ(f.key(), "gone");
}

TEST(CredentialSource, AsksAgainWhenAwsSaysTheyAreOver) {
  ContainerFixture f;
  f.sender.responses = {container("A", "2026-11-22T01:00:00Z"), fault(400, "ExpiredTokenException"),
                        container("B", "2026-11-22T01:00:00Z"), secret("x")};
  const auto read = f.read();
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, "x");
  EXPECT_EQ(f.sender.requests.size(), 4u);
}

TEST(CredentialSource, TrustsNoStranger) {
  for (const std::string_view url : {"http://10.0.0.1/", "http://127.0.0.1.example/", "http://example.com/"}) {
    ContainerFixture f;
    f.variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = url;
    EXPECT_TRUE(f.key().starts_with("AWS_CONTAINER_CREDENTIALS_FULL_URI must begin with https://")) << url;
    EXPECT_TRUE(f.sender.requests.empty());
  }
}

TEST(CredentialSource, AsksTheAgentForARelativeUri) {
  ContainerFixture f;
  f.variables = {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/x"}, {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "t"}};
  f.sender.responses = {container("A", "2026-11-22T01:00:00Z")};
  EXPECT_EQ(f.key(), "A");
  EXPECT_EQ(f.sender.requests[0].endpoint, *parse_endpoint("http://169.254.170.2/v2/x", ""));
  EXPECT_EQ(f.sender.requests[0].headers.back().value, "t");
}

TEST(CredentialSource, RefusesAResponseThatCouldForgeHeaders) {
  EXPECT_FALSE(parse_container_credentials(R"({"AccessKeyId":"a\r\nX: y","SecretAccessKey":"s"})"));
  EXPECT_FALSE(parse_container_credentials(R"({"AccessKeyId":"a","SecretAccessKey":"s","Expiration":"soon"})"));
  EXPECT_FALSE(parse_container_credentials("[]"));
}

}  // namespace
}  // namespace phoney::aws
