#include "lambda/runtime_connection.h"

#include <gtest/gtest.h>

#include <functional>
#include <future>
#include <thread>

#include "lambda/listener_for_tests.h"

namespace phoney::lambda {
namespace {

constexpr std::string_view kAccepted = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
constexpr std::string_view kTooLarge = "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
constexpr Header kTrailers[] = {{"Why", "because"}};
const RuntimeRequest kPost{.method = "POST", .path = "/x"};

class Source final : public BodySource {
 public:
  explicit Source(std::function<Status(Output&)> make) : make_(std::move(make)) {}
  std::size_t memory() const override { return 0; }
  Status next(Output& out) override { return make_(out); }

 private:
  std::function<Status(Output&)> make_;
};

TEST(RuntimeConnection, SendsChunks) {
  Listener server;
  RuntimeConnection connection(server.address());
  auto received = std::async(std::launch::async, [&] {
    server.accept();
    auto text = server.read_until("0\r\n\r\n");
    server.send(kAccepted);
    return text;
  });
  int made = 0;
  Source source([&](Output& out) {
    out.append("ab");
    return ++made < 2 ? BodySource::Status::more : BodySource::Status::done;
  });
  const auto response = connection.exchange_chunked(kPost, "head", &source, kTrailers);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 202);
  EXPECT_FALSE(response->broken_off);
  const std::string text = received.get();
  EXPECT_TRUE(text.ends_with("Trailer: Why\r\n\r\n4\r\nhead\r\n2\r\nab\r\n2\r\nab\r\n0\r\n\r\n")) << text;
}

TEST(RuntimeConnection, AHeadMayBeAll) {
  Listener server;
  RuntimeConnection connection(server.address());
  auto received = std::async(std::launch::async, [&] {
    server.accept();
    auto text = server.read_until("0\r\n\r\n");
    server.send(kAccepted);
    return text;
  });
  const auto response = connection.exchange_chunked(kPost, "head", nullptr, kTrailers);
  ASSERT_TRUE(response);
  EXPECT_FALSE(response->broken_off);
  EXPECT_TRUE(received.get().ends_with("\r\n\r\n4\r\nhead\r\n0\r\n\r\n"));
}

// The piece is not done before the other side has seen the end.
TEST(RuntimeConnection, IsBrokenOffWhileAPieceIsMade) {
  Listener server;
  RuntimeConnection connection(server.address());
  std::promise<void> making, ended;
  std::thread watchdog([&] {
    making.get_future().wait();
    connection.break_off();
    connection.break_off();  // nothing is left to be ended
  });
  std::string received;
  std::thread other([&] {
    server.accept();
    received = server.read_until("because\r\n\r\n");
    ended.set_value();
    server.send(kAccepted);
  });
  Source source([&](Output& out) {
    making.set_value();
    ended.get_future().wait();
    out.append("too late");
    return BodySource::Status::done;
  });
  const auto response = connection.exchange_chunked(kPost, "head", &source, kTrailers);
  watchdog.join();
  other.join();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 202);
  EXPECT_TRUE(response->broken_off);
  EXPECT_TRUE(received.ends_with("4\r\nhead\r\n0\r\nWhy: because\r\n\r\n")) << received;
}

TEST(RuntimeConnection, BreakingOffNothingIsNothing) {
  Listener server;
  RuntimeConnection connection(server.address());
  connection.break_off();
  auto received = std::async(std::launch::async, [&] {
    server.accept();
    auto text = server.read_until("body");
    server.send(kAccepted);
    return text;
  });
  EXPECT_EQ(connection.exchange(kPost, "body")->status, 202);
  EXPECT_TRUE(received.get().starts_with("POST /x"));
}

TEST(RuntimeConnection, TakesARefusalBeforeTheEnd) {
  Listener server;
  RuntimeConnection connection(server.address());
  std::promise<void> refused;
  std::thread other([&] {
    server.accept();
    server.read_until("head\r\n");
    server.send(kTooLarge);
    refused.set_value();
  });
  int made = 0;
  Source source([&](Output& out) {
    if (++made == 1) refused.get_future().wait();
    out.append("more");
    return made < 1000 ? BodySource::Status::more : BodySource::Status::done;
  });
  const auto response = connection.exchange_chunked(kPost, "head", &source, kTrailers);
  other.join();
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->status, 413);
  EXPECT_EQ(made, 1) << "nothing more is made for nobody";
}

TEST(RuntimeConnection, OpensAClosedConnectionAnew) {
  for (const bool in_pieces : {false, true}) {
    Listener server;
    RuntimeConnection connection(server.address());
    std::promise<void> closed;
    std::thread other([&] {
      server.accept();
      server.read_until("body");
      server.send(kAccepted);
      server.hang_up();
      closed.set_value();
      server.accept();
      server.read_until(in_pieces ? "0\r\n\r\n" : "body");
      server.send(kAccepted);
    });
    EXPECT_TRUE(connection.exchange(kPost, "body"));
    closed.get_future().wait();
    const auto response =
        in_pieces ? connection.exchange_chunked(kPost, "head", nullptr, kTrailers) : connection.exchange(kPost, "body");
    other.join();
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->status, 202);
  }
}

TEST(RuntimeConnection, TakesARefusalWhileALargeReplyIsSent) {
  Listener server;
  RuntimeConnection connection(server.address());
  std::thread other([&] {
    server.accept();
    server.read_until("\r\n\r\n");
    server.send(kTooLarge);
    server.hang_up();
  });
  const auto response = connection.exchange(kPost, std::string(std::size_t{16} << 20, 'x'));
  other.join();
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->status, 413);
}

TEST(RuntimeConnection, IsEndedWhileNobodyTakesAReply) {
  Listener server;
  RuntimeConnection connection(server.address());
  std::thread other([&] {
    server.accept();
    server.read_until("\r\n\r\n");
    connection.break_off();  // of 16 MB, most cannot be sent yet
  });
  const auto answer = connection.exchange(kPost, std::string(std::size_t{16} << 20, 'x'));
  other.join();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::io_error);
  server.hang_up();
  auto received = std::async(std::launch::async, [&] {
    server.accept();
    auto text = server.read_until("body");
    server.send(kAccepted);
    return text;
  });
  EXPECT_EQ(connection.exchange(kPost, "body")->status, 202) << "the next one has a connection of its own";
  EXPECT_TRUE(received.get().starts_with("POST /x"));
}

TEST(RuntimeConnection, IsEndedWhileNobodyAnswersAReply) {
  Listener server;
  RuntimeConnection connection(server.address());
  std::thread other([&] {
    server.accept();
    server.read_until("body");
    connection.break_off();
  });
  const auto answer = connection.exchange(kPost, "body");
  other.join();
  EXPECT_FALSE(answer);
}

TEST(RuntimeConnection, SendsNoReplyTwiceThatMayHaveArrived) {
  Listener server;
  RuntimeConnection connection(server.address());
  std::thread other([&] {
    server.accept();
    server.read_until("body");
    server.send(kAccepted);
    server.read_until("again");
    server.hang_up();
  });
  EXPECT_TRUE(connection.exchange(kPost, "body"));
  const auto response = connection.exchange(kPost, "again");
  other.join();
  EXPECT_FALSE(response);
}

}  // namespace
}  // namespace phoney::lambda
