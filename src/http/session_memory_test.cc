// What a session counts as held, and what becomes of it when memory is short.

#include <gtest/gtest.h>

#include <cstring>
#include <new>
#include <string>
#include <string_view>

#include "http/session_for_tests.h"

namespace phoney::http {
namespace {

class SessionMemory : public testing::Test {
 protected:
  static constexpr std::size_t kRoom = 300'000;

  Peers::Place place() {
    Peers::Place place;
    peers_.enter("192.0.2.1", place);
    return place;
  }

  // Receives a request that the session defers.
  static void defer(Session& session, std::string_view target) {
    const std::string bytes = "GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    std::memcpy(session.prepare().data(), bytes.data(), bytes.size());
    session.received(bytes.size());
    EXPECT_FALSE(session.process());
    ASSERT_TRUE(session.waiting());
  }

  ServerOptions options_{.max_held_bytes = 2 * kRoom};  // an address has half of it
  Peers peers_{options_};
};

TEST_F(SessionMemory, OnlyLargeBodiesThatWaitAreHeld) {
  Peers::Place other = place();
  for (const std::string_view request : {"HEAD /large", "GET /large-pieces", "GET /large"}) {
    const std::string bytes = std::string(request) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    EXPECT_TRUE(converse({bytes, bytes, bytes}, {}, place()).bytes.find("HTTP/1.1 503") == std::string::npos)
        << request;
    EXPECT_TRUE(other.hold(kRoom)) << request;
    other.hold(0);
  }
  other.hold(kRoom);
  EXPECT_TRUE(converse({"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"}, {}, place()).bytes.starts_with("HTTP/1.1 503"));
}

TEST_F(SessionMemory, IsNotHeldByBodiesThatAreShared) {
  Peers::Place other = place();
  other.hold(kRoom);
  for (const std::size_t size : {100U, 32'767U, 32'768U, 100'000U}) {
    const std::string target = "/shared?" + std::to_string(size) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    const std::string got =
        converse({"HEAD " + target + "GET " + target + "GET /s HTTP/1.1\r\nHost: x\r\n\r\n"}, {}, place()).bytes;
    const std::string length = "Content-Length: " + std::to_string(size) + "\r\n\r\n";
    const std::size_t head = got.find(length);
    ASSERT_NE(head, std::string::npos) << size;
    const std::string_view get = std::string_view(got).substr(head + length.size());
    EXPECT_TRUE(get.starts_with("HTTP/1.1 200 OK\r\n")) << size;
    const std::string_view body = get.substr(get.find(length) + length.size());
    EXPECT_TRUE(body.starts_with(std::string(size, 's') + "HTTP/1.1 200 OK\r\n")) << size;
    EXPECT_TRUE(body.ends_with("GET /s? [] ")) << size;
  }
}

TEST_F(SessionMemory, IsHeldByAPieceUntilItIsWritten) {
  Echo echo;
  SessionContext context{.options = options_, .service = echo, .defers = true};
  Session session(context, "192.0.2.1", place());
  const std::string_view bytes = "GET /heavy-pieces?100000 HTTP/1.1\r\nHost: x\r\n\r\n";
  std::memcpy(session.prepare().data(), bytes.data(), bytes.size());
  session.received(bytes.size());
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(session.process());
    session.written();
    EXPECT_LT(peers_.held_bytes(), 20'000U) << "while the next piece waits for a thread";
    EXPECT_FALSE(session.process());
    ASSERT_TRUE(session.waits_for_piece());
    Patience patience = Patience::endless();
    EXPECT_TRUE(session.work(patience));
    EXPECT_GE(peers_.held_bytes(), 100'000U);
    session.resume();
  }
}

TEST_F(SessionMemory, IsFreeOfADeferredResponseThatIsRefused) {
  Echo echo;
  SessionContext context{.options = options_, .service = echo, .defers = true};
  Peers::Place other = place();
  other.hold(kRoom);
  Session session(context, "192.0.2.1", place());
  defer(session, "/slow-large?200000");
  Patience patience = Patience::endless();
  EXPECT_TRUE(session.work(patience));
  session.resume();
  ASSERT_TRUE(session.process() || session.output()[0].size() > 0);
  const std::string got(session.output()[0]);
  EXPECT_TRUE(got.starts_with("HTTP/1.1 503")) << got;
  EXPECT_NE(got.find("X-Unread: GET /slow-large"), std::string::npos) << got;
  EXPECT_TRUE(other.hold(kRoom));
}

TEST_F(SessionMemory, IsNotKeptByAResponseThatWasDropped) {
  Echo echo;
  SessionContext context{.options = options_, .service = echo, .defers = true};
  Session session(context, "192.0.2.1", place());
  defer(session, "/slow-dropped");
  Patience patience = Patience::endless();
  EXPECT_FALSE(session.work(patience));
  EXPECT_TRUE(session.waiting());
  EXPECT_TRUE(session.work(patience));
  session.resume();
  const std::string got(session.output()[0]);
  EXPECT_TRUE(got.ends_with("freed")) << got;
}

TEST_F(SessionMemory, ThatRunsOutOnAnotherThreadEndsTheConnectionAlone) {
  Echo echo;
  SessionContext context{.options = options_, .service = echo, .defers = true};
  Session session(context, "192.0.2.1", place());
  defer(session, "/slow-heavy?5000000");
  Patience patience = Patience::endless();
  EXPECT_TRUE(session.work(patience));
  EXPECT_THROW(session.resume(), std::bad_alloc);
}

TEST_F(SessionMemory, IsHeldByRequestsThatHaveNotArrived) {
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n";
  const std::string body(100'000, 'a');
  EXPECT_TRUE(converse({head + body}, {}, place()).bytes.starts_with("HTTP/1.1 200"));
  Peers::Place other = place();
  other.hold(0, kRoom - 20'000);
  const Answers answers = converse({head + body}, {}, place());
  EXPECT_TRUE(answers.bytes.starts_with("HTTP/1.1 503")) << answers.bytes.substr(0, 100);
  EXPECT_NE(answers.bytes.find("Retry-After: 1"), std::string::npos);
  EXPECT_TRUE(answers.over);
  // What small requests need is not counted.
  EXPECT_TRUE(other.hold(0, kRoom));
  EXPECT_TRUE(converse({"GET /s HTTP/1.1\r\nHost: x\r\n\r\n"}, {}, place()).bytes.starts_with("HTTP/1.1 200"));
}

TEST_F(SessionMemory, IsGivenBackByARequestThatIsAbandoned) {
  Echo echo;
  SessionContext context{.options = options_, .service = echo};
  Session session(context, "192.0.2.1", place());
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n";
  const std::string bytes = head + std::string(90'000, 'a');
  for (std::size_t sent = 0; sent < bytes.size();) {
    const std::span<char> space = session.prepare();
    ASSERT_FALSE(space.empty());
    const std::size_t size = bytes.copy(space.data(), space.size(), sent);
    session.received(size);
    session.process();
    sent += size;
  }
  Peers::Place other = place();
  EXPECT_FALSE(other.hold(0, kRoom - 50'000));
  session.abandon({408, "too late"});
  EXPECT_TRUE(other.hold(0, kRoom - 50'000)) << "although the connection is still there";
}

}  // namespace
}  // namespace phoney::http
