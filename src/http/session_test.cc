// A session must give the same answers however its bytes are split, so every case here runs in one piece, byte by byte
// and cut at every place.

#include "http/session_for_tests.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace phoney::http {
namespace {

// What follows the heads of the answers, each after its status: "200 body|404 body|".
std::string summary(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) return text + "torn";
    const std::string_view head = bytes.substr(0, end);
    bytes.remove_prefix(end + 4);
    std::size_t length = 0;
    if (const std::size_t at = head.find("Content-Length: "); at != std::string_view::npos) {
      length = std::stoul(std::string(head.substr(at + 16)));
    }
    text += head.substr(9, 3);
    text += ' ';
    text += bytes.substr(0, length);
    text += '|';
    bytes.remove_prefix(std::min(length, bytes.size()));
  }
  return text;
}

void expect_all_splits(std::string_view bytes, std::string_view want, const ServerOptions& options = {}) {
  EXPECT_EQ(summary(converse({bytes}, options).bytes), want) << bytes;
  std::vector<std::string_view> single;
  single.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) single.push_back(bytes.substr(i, 1));
  EXPECT_EQ(summary(converse(single, options).bytes), want) << "byte by byte: " << bytes;
  for (std::size_t i = 1; i < bytes.size(); ++i) {
    ASSERT_EQ(summary(converse({bytes.substr(0, i), bytes.substr(i)}, options).bytes), want) << i << ": " << bytes;
  }
}

TEST(Session, AnswersHoweverBytesAreSplit) {
  const struct {
    std::string_view bytes, want;
  } tests[] = {
      {"GET /a?b=c HTTP/1.1\r\nHost: x\r\nX-Test: t\r\n\r\n", "200 GET /a?b=c [t] |"},
      {"\r\nGET /a HTTP/1.1\r\nHost: x\r\n\r\n\r\n", "200 GET /a? [] |"},
      {"GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n", "200 GET /1? [] |200 GET /2? [] |"},
      {"POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloGET /2 HTTP/1.1\r\nHost: x\r\n\r\n",
       "200 POST /p? [] hello|200 GET /2? [] |"},
      {"POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "200 POST /p? [] |"},
      {"POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;e=1\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
       "GET /2 HTTP/1.1\r\nHost: x\r\n\r\n",
       "200 POST /c? [] abcde|200 GET /2? [] |"},
      {"POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Test: trailer\r\n\r\n",
       "200 POST /c? [] a|"},
      {"POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "200 POST /c? [] |"},
      {"GET http://x/a?b HTTP/1.1\r\nHost: x\r\n\r\n", "200 GET /a?b [] |"},
      {"GET http://x?b HTTP/1.1\r\nHost: x\r\n\r\n", "200 GET /?b [] |"},
      {"GET http://x HTTP/1.1\r\nHost: x\r\n\r\n", "200 GET /? [] |"},
      {"GET /u?r=http://y/ HTTP/1.1\r\nHost: x\r\n\r\n", "200 GET /u?r=http://y/ [] |"},
      {"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "200 OPTIONS *? [] |"},
      {"GET /throw HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n",
       "500 {\"detail\":\"internal error\"}|200 GET /2? [] |"},
  };
  for (const auto& test : tests) expect_all_splits(test.bytes, test.want);
}

TEST(Session, RefusesWhatCouldBeReadInTwoWays) {
  const struct {
    std::string_view bytes;
    int status;
  } tests[] = {
      {"nonsense\r\n\r\n", 400},
      {"GET / HTTP/2.0\r\nHost: x\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: x\r\nX-Test: a\r\n b\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n", 501},
      {"GET / HTTP/1.1\r\nHost: x y\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: x/y\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: x:abc\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400},
      {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n", 417},
  };
  for (const auto& test : tests) {
    const Answers answers = converse({test.bytes, "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"});
    EXPECT_EQ(answers.bytes.substr(9, 3), std::to_string(test.status)) << test.bytes;
    EXPECT_TRUE(answers.over && answers.failed) << test.bytes;
    EXPECT_EQ(answers.bytes.find("smuggled"), std::string::npos) << test.bytes;
  }
}

// Folding is refused wherever it stands (RFC 9112, 5.2); fields without a value are not folded.
TEST(Session, RefusesFoldedFields) {
  constexpr std::string_view kPost = "POST / HTTP/1.1\r\n";
  constexpr std::string_view kChunked =
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n";
  const struct {
    std::string_view start, fields;
  } tests[] = {
      {kPost, "Host: x\r\nContent-Length:\r\n 29\r\n\r\n"},
      {kPost, "Host: x\r\nContent-Length: \r\n\t29\r\n\r\n"},
      {kPost, "Host: x\r\nContent-Length:\r\n \r\n 29\r\n\r\n"},
      {kPost, "Host: x\r\nTransfer-Encoding:\r\n\tchunked\r\n\r\n"},
      {kPost, "Host: x\r\nTransfer-Encoding:\t\r\n chunked\r\n\r\n"},
      {kPost, "Host:\r\n x\r\n\r\n"},
      {kPost, "Host:\r\n\tx\r\n\r\n"},
      {kPost, "Host: x\r\nExpect:\r\n 100-continue\r\n\r\n"},
      {kPost, "Host: x\r\nX-Test:\r\n a\r\n\r\n"},
      {kPost, "Host: x\r\nX-Test:\r\n \r\n\r\n"},
      {kPost, "Host: x\r\nX-Test: a\r\n\tb\r\n\r\n"},
      {kPost, "Host: x\r\nX-Test: a\r\n \r\n\r\n"},
      {kChunked, "X-Test:\r\n a\r\n\r\n"},
      {kChunked, "X-Test: a\r\n b\r\n\r\n"},
      {kChunked, "X-Test:\r\n\t\r\n\r\n"},
  };
  for (const auto& test : tests) {
    expect_all_splits(std::string(test.start) + std::string(test.fields),
                      R"(400 {"detail":"a header value spans several lines"}|)");
  }
  expect_all_splits("GET / HTTP/1.1\r\nHost: x\r\nA:\r\nB: \r\nC:\t \r\nX-Test: t\r\nD:\r\n\r\n", "200 GET /? [t] |");
  expect_all_splits(std::string(kChunked) + "A:\r\nB: \r\n\r\n", "200 POST /? [] a|");
}

TEST(Session, TellsTheServiceWhatNeverArrivedWhole) {
  const struct {
    std::vector<std::string_view> pieces;
    std::string_view want;
  } tests[] = {
      {{"nonsense\r\n\r\n"}, "X-Unread:    127.0.0.1\r\n"},
      {{"POST /p?q HTTP/1.1\r\nHost: x\r\nX-Test: t\r\n", "Content-Length: -1\r\n\r\n"},
       "X-Unread: POST /p t 127.0.0.1\r\n"},
      {{"GET /1 HTTP/1.1\r\nHost: x\r\n\r\nnonsense\r\n\r\n"}, "X-Unread:    127.0.0.1\r\n"},
  };
  for (const auto& test : tests) {
    const std::string bytes = converse(test.pieces).bytes;
    EXPECT_NE(bytes.find(test.want), std::string::npos) << bytes;
  }
}

TEST(Session, Limits) {
  ServerOptions options;
  options.max_header_bytes = 200;
  options.max_headers = 4;
  options.max_body_bytes = 10;
  const std::string host = "GET / HTTP/1.1\r\nHost: x\r\n";
  const std::string chunked = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  const struct {
    std::string bytes;
    std::string_view status;
  } tests[] = {
      {host + "A: " + std::string(120, 'a') + "\r\n\r\n", "200"},
      {host + "A: " + std::string(300, 'a') + "\r\n\r\n", "431"},
      {host + "A: " + std::string(90, 'a') + "\r\nB: " + std::string(90, 'b') + "\r\n\r\n", "431"},
      {host + "A: 1\r\nB: 2\r\nC: 3\r\n\r\n", "200"},
      {host + "A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n", "431"},
      {"GET /" + std::string(300, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", "414"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789", "200"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n", "413"},
      {chunked + "5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n", "200"},
      {chunked + "5\r\n01234\r\n6\r\n567890\r\n0\r\n\r\n", "413"},
      {chunked + "5;" + std::string(300, 'e'), "400"},
  };
  for (const auto& test : tests) {
    EXPECT_EQ(converse({test.bytes}, options).bytes.substr(9, 3), test.status) << test.bytes;
    std::vector<std::string_view> single;
    for (const char& c : test.bytes) single.emplace_back(&c, 1);
    EXPECT_EQ(converse(single, options).bytes.substr(9, 3), test.status) << "byte by byte: " << test.bytes;
  }
}

TEST(Session, KeepsAliveByVersionAndWish) {
  const struct {
    std::string_view bytes;
    bool over;
    std::string_view said;
  } tests[] = {
      {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", false, ""},
      {"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", true, "Connection: close\r\n"},
      {"GET / HTTP/1.0\r\n\r\n", true, "Connection: close\r\n"},
      {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false, "Connection: keep-alive\r\n"},
  };
  for (const auto& test : tests) {
    const Answers answers = converse({test.bytes});
    EXPECT_EQ(answers.over, test.over) << test.bytes;
    const std::size_t at = answers.bytes.find("Connection: ");
    EXPECT_EQ(at == std::string::npos ? "" : answers.bytes.substr(at, answers.bytes.find('\n', at) + 1 - at),
              test.said);
  }
}

TEST(Session, HeadHasALengthAndNoBody) {
  const Answers answers = converse({"HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n"});
  EXPECT_NE(answers.bytes.find("Content-Length: 12\r\n"), std::string::npos) << answers.bytes;
  EXPECT_TRUE(answers.bytes.ends_with("\r\n\r\n"));
}

TEST(Session, RefusedHeadsHaveALengthAndNoBodyEither) {
  for (const std::string_view rest : {" / HTTP/1.1\r\n\r\n", " / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                                      " / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n"}) {
    const std::string refused = converse({"HEAD" + std::string(rest)}).bytes;
    EXPECT_TRUE(refused.starts_with("HTTP/1.1 400 ")) << refused;
    EXPECT_NE(refused.find("\r\nContent-Length: "), std::string::npos) << refused;
    EXPECT_TRUE(refused.ends_with("\r\n\r\n")) << refused;
    EXPECT_FALSE(converse({"GET" + std::string(rest)}).bytes.ends_with("\r\n\r\n")) << rest;
  }
  EXPECT_FALSE(converse({"HEAD /\r\n\r\n"}).bytes.ends_with("\r\n\r\n")) << "no request line, so no method is known";
}

TEST(Session, ContinuesOnlyForThoseWhoWait) {
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
  EXPECT_EQ(summary(converse({head}).bytes), "100 |");
  EXPECT_EQ(summary(converse({head, "ab"}).bytes), "100 |200 POST /? [] ab|");
  EXPECT_EQ(summary(converse({head + "ab"}).bytes), "200 POST /? [] ab|");
}

TEST(Session, LargeBodiesAndManyPipelinedRequests) {
  std::string bytes;
  for (int i = 0; i < 500; ++i) bytes += "GET /large HTTP/1.1\r\nHost: x\r\n\r\nGET /s HTTP/1.1\r\nHost: x\r\n\r\n";
  const std::string got = summary(converse({bytes}).bytes);
  std::string want;
  for (int i = 0; i < 500; ++i) want += "200 " + std::string(100'000, 'x') + "|200 GET /s? [] |";
  EXPECT_TRUE(got == want);
}

// What stands behind the head of the only answer.
std::string body_of(const Answers& answers) { return answers.bytes.substr(answers.bytes.find("\r\n\r\n") + 4); }

TEST(Session, StreamsPieces) {
  const std::string request = "GET /pieces HTTP/1.1\r\nHost: x\r\n\r\n";
  const std::string chunks = "6\r\nfirst;\r\n8\r\npiece 1;\r\n8\r\npiece 3;\r\n0\r\n\r\n";
  EXPECT_EQ(body_of(converse({request})), chunks);
  EXPECT_FALSE(converse({request}).over);
  const std::string two = converse({request + "GET /s HTTP/1.1\r\nHost: x\r\n\r\n"}).bytes;
  EXPECT_NE(two.find(chunks + "HTTP/1.1 200 OK\r\n"), std::string::npos);
  EXPECT_TRUE(two.ends_with("GET /s? [] "));

  const Answers old = converse({"GET /pieces HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"});
  EXPECT_EQ(body_of(old), "first;piece 1;piece 3;");
  EXPECT_TRUE(old.over);
  EXPECT_FALSE(old.broken);

  const Answers head = converse({"HEAD /pieces HTTP/1.1\r\nHost: x\r\n\r\n"});
  EXPECT_NE(head.bytes.find("Transfer-Encoding: chunked"), std::string::npos);
  EXPECT_EQ(body_of(head), "");
  EXPECT_FALSE(head.over);
}

// Everything at once; what is deferred is done, or refused, only when nothing else is left to be done.
std::string converse_slowly(std::string_view bytes, bool refuse) {
  const ServerOptions options;
  Echo echo;
  SessionContext context{.options = options, .service = echo, .defers = true};
  Session session(context, "127.0.0.1");
  std::memcpy(session.prepare().data(), bytes.data(), bytes.size());
  session.received(bytes.size());
  Answers answers;
  for (;;) {
    take_output(session, answers);
    if (!session.waiting()) return summary(answers.bytes);
    answers.bytes += "HTTP/1.1 000 \r\n\r\n";  // a mark where it waited
    EXPECT_EQ(session.client(), "/slow");
    if (refuse) {
      session.refuse();
    } else {
      Patience patience = Patience::endless();
      EXPECT_TRUE(session.work(patience));
    }
    session.resume();
  }
}

TEST(Session, WhatTakesLongIsLeftToTheOwnerAndAnsweredInItsTurn) {
  const std::string_view bytes =
      "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"
      "POST /slow?1 HTTP/1.1\r\nHost: x\r\nX-Test: t\r\nContent-Length: 2\r\n\r\nhi"
      "GET /slow?2 HTTP/1.1\r\nHost: x\r\n\r\n"
      "GET /b HTTP/1.1\r\nHost: x\r\n\r\n";
  EXPECT_EQ(converse_slowly(bytes, false),
            "200 GET /a? [] |000 |200 POST /slow?1 [t] hi|000 |200 GET /slow?2 [] |200 GET /b? [] |");
  const std::string refused = R"(503 {"detail":"the queue for slow requests is full (limit: 256); try again"})";
  EXPECT_EQ(converse_slowly(bytes, true), "200 GET /a? [] |000 |" + refused + "|000 |" + refused + "|200 GET /b? [] |");
}

TEST(Session, WhatTakesLongToDestroyIsLeftToTheOwner) {
  const ServerOptions options;
  Echo echo;
  std::vector<std::size_t> discarded;
  SessionContext context{.options = options, .service = echo, .defers = true, .discard = [&](auto source, const auto&) {
                           discarded.push_back(source->memory());
                         }};
  for (const std::string size : {"1000", "5000000", "7000000"}) {
    Session session(context, "127.0.0.1");
    const std::string bytes = "GET /heavy?" + size + " HTTP/1.1\r\nHost: x\r\n\r\n";
    std::memcpy(session.prepare().data(), bytes.data(), bytes.size());
    session.received(bytes.size());
    EXPECT_TRUE(session.process());
  }
  EXPECT_EQ(discarded, (std::vector<std::size_t>{5'000'000, 7'000'000}));
}

TEST(Session, ATurnEndsWhileLargeResponsesAreSent) {
  const ServerOptions options;
  Echo echo;
  SessionContext context{.options = options, .service = echo};
  Session session(context, "127.0.0.1");
  const std::string_view bytes =
      "GET /shared?100000 HTTP/1.1\r\nHost: x\r\n\r\nGET /shared?100000 HTTP/1.1\r\nHost: x\r\n\r\n";
  std::memcpy(session.prepare().data(), bytes.data(), bytes.size());
  session.received(bytes.size());
  for (int i = 0; i < 2; ++i) {
    session.begin_turn();
    EXPECT_TRUE(session.process());
    std::this_thread::sleep_for(std::chrono::milliseconds(1));  // it is sent
    session.written();
    EXPECT_FALSE(session.process());
    EXPECT_TRUE(session.turn_is_over());
  }
  EXPECT_EQ(session.requests(), 2U);
}

TEST(Session, WithoutAnOwnerWhoCaresEverythingIsAnsweredAtOnce) {
  EXPECT_EQ(summary(converse({"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"}).bytes), "200 GET /slow? [] |");
}

TEST(Session, TornStreamIsSeenToBeTorn) {
  const Answers torn = converse({"GET /torn HTTP/1.1\r\nHost: x\r\n\r\nGET /s HTTP/1.1\r\nHost: x\r\n\r\n"});
  EXPECT_EQ(body_of(torn), "6\r\nfirst;\r\n8\r\npiece 1;\r\n8\r\npiece 3;\r\n");
  EXPECT_TRUE(torn.over);
  EXPECT_FALSE(torn.broken);
  EXPECT_TRUE(converse({"GET /torn HTTP/1.0\r\n\r\n"}).broken);
}

TEST(Session, TellsStreamsWhyTheyAreCutShort) {
  const struct {
    std::string_view path;
    int pieces;  // that are taken before the connection closes
    Reason closed_for;
    Reason want;
  } tests[] = {
      {"/pieces", 1, Reason::client_slow, Reason::client_slow},
      {"/pieces", 1, Reason::shutting_down, Reason::shutting_down},
      {"/pieces", 1, Reason::none, Reason::none},  // the client has gone, which is what a source takes it for
      {"/pieces", 9, Reason::client_slow, Reason::none},
      {"/torn", 9, Reason::client_slow, Reason::none},  // it knows itself why it failed
  };
  for (const auto& test : tests) {
    Echo echo;
    const ServerOptions options;
    SessionContext context{.options = options, .service = echo};
    {
      Session session(context, "127.0.0.1");
      const std::string request = "GET " + std::string(test.path) + " HTTP/1.1\r\nHost: x\r\n\r\n";
      std::memcpy(session.prepare().data(), request.data(), request.size());
      session.received(request.size());
      for (int i = 0; i < test.pieces && session.process(); ++i) session.written();
      session.cancel(test.closed_for);
    }
    EXPECT_EQ(to_string(echo.cut_short_by), to_string(test.want)) << test.path << ' ' << test.pieces;
  }
}

TEST(Session, ChunksOfOneByte) {
  std::string bytes = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 20'000; ++i) bytes += "1\r\nz\r\n";
  bytes += "0\r\n\r\n";
  EXPECT_EQ(summary(converse({bytes}).bytes), "200 POST /? [] " + std::string(20'000, 'z') + "|");
}

}  // namespace
}  // namespace phoney::http
