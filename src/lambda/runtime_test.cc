#include "lambda/runtime.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "generators/engine_for_tests.h"
#include "lambda/listener_for_tests.h"
#include "random/system_seeds.h"

namespace phoney::lambda {
namespace {

constexpr std::string_view kEvent =
    R"({"rawPath":"/fake/name","requestContext":{"http":{"method":"GET","sourceIp":"192.0.2.1"}}})";

// Lambda's Runtime API for one sandbox, in this thread.
class RuntimeApi {
 public:
  const std::string& address() const { return listener_.address(); }

  // The next request, with its body. It begins so.
  std::string expect(std::string_view start) {
    std::string text = read();
    if (text.empty()) {  // on a new connection
      listener_.accept();
      text = read();
    }
    EXPECT_TRUE(text.starts_with(start)) << text;
    return text;
  }
  void answer(std::string_view headers, std::string_view body) const {
    listener_.send(fmt::format("HTTP/1.1 200 OK\r\n{}Content-Length: {}\r\n\r\n{}", headers, body.size(), body));
  }

 private:
  std::string read() const {
    if (!listener_.is_connected()) return {};
    std::string text = listener_.read_until("\r\n\r\n");
    constexpr std::string_view kLength = "Content-Length: ";
    if (const auto at = text.find(kLength); at != text.npos) {
      const std::size_t size = text.size() + std::strtoul(text.c_str() + at + kLength.size(), nullptr, 10);
      listener_.read(text, [&] { return text.size() == size; });
    }
    return text;
  }

  Listener listener_;
};

std::int64_t in_a_minute() {
  using std::chrono::milliseconds;
  const auto deadline = std::chrono::system_clock::now() + std::chrono::minutes(1);
  return std::chrono::duration_cast<milliseconds>(deadline.time_since_epoch()).count();
}

using Seeds = std::array<std::uint64_t, MersenneTwister::kLanes>;

// Draws seeds ahead, as a function does before its snapshot, writes those that are left to a pipe, and runs.
[[noreturn]] void run_after_drawing_ahead(const std::string& runtime_api, int pipe) {
  SystemSeeds& seeds = SystemSeeds::of_thread();
  SystemSeeds::forget();
  (void)seeds.next();
  SystemSeeds copy = seeds;
  Seeds ahead{};
  for (std::size_t i = 1; i < ahead.size(); ++i) ahead[i] = copy.next();
  if (::write(pipe, ahead.data(), sizeof ahead) != static_cast<ssize_t>(sizeof ahead)) ::_exit(2);
  ::setenv("PHONEY_API_PASSWORD_HASH", "none", 1);
  ::setenv("PHONEY_SECRET_KEY", "0123456789abcdef0123456789abcdef", 1);
  ::dup2(::open("/dev/null", O_WRONLY), STDOUT_FILENO);  // the log
  ::_exit(run(engine(), {.runtime_api = runtime_api, .snapshot = true}));
}

// Two sandboxes that are restored from one snapshot would otherwise begin with the same seeds.
TEST(Runtime, ARestoredFunctionGivesNoSeedOfItsSnapshot) {
  RuntimeApi api;
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) run_after_drawing_ahead(api.address(), ends[1]);
  ::close(ends[1]);
  Seeds ahead{};
  EXPECT_EQ(::read(ends[0], ahead.data(), sizeof ahead), static_cast<ssize_t>(sizeof ahead));
  ::close(ends[0]);

  api.expect("GET /2018-06-01/runtime/restore/next ");
  api.answer("", "{}");
  api.expect("GET /2018-06-01/runtime/invocation/next ");
  api.answer(fmt::format("Lambda-Runtime-Aws-Request-Id: r-1\r\nLambda-Runtime-Deadline-Ms: {}\r\n", in_a_minute()),
             kEvent);
  const std::string response = api.expect("POST /2018-06-01/runtime/invocation/r-1/response ");
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);

  const std::size_t end_of_head = response.find("\r\n\r\n");
  ASSERT_NE(end_of_head, response.npos) << response;
  const auto reply = read_json(std::string_view(response).substr(end_of_head + 4));
  ASSERT_TRUE(reply) << response;
  const Value* body = reply->find("body");
  ASSERT_NE(body, nullptr) << response;
  const auto answer = read_json(body->as_text());
  ASSERT_TRUE(answer) << response;
  const Value* seed_given = answer->find("seed");
  ASSERT_NE(seed_given, nullptr) << response;
  const std::uint64_t seed = std::stoull(seed_given->to_json());
  EXPECT_EQ(std::ranges::find(ahead, seed), ahead.end()) << seed;
}

}  // namespace
}  // namespace phoney::lambda
