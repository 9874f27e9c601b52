#include "http/response_head.h"

#include <gtest/gtest.h>

#include <string>

namespace phoney::http {
namespace {

TEST(ResponseHead, Date) {
  const struct {
    std::int64_t second;
    std::string_view want;
  } tests[] = {
      {784111777, "Sun, 06 Nov 1994 08:49:37 GMT"},
      {0, "Thu, 01 Jan 1970 00:00:00 GMT"},
      {951782400, "Tue, 29 Feb 2000 00:00:00 GMT"},
      {4102444799, "Thu, 31 Dec 2099 23:59:59 GMT"},
  };
  HttpDate date;
  for (const auto& test : tests) {
    date.refresh(Clock::Instant(std::chrono::seconds(test.second)));
    EXPECT_EQ(date.text(), test.want);
  }
}

TEST(ResponseHead, Layout) {
  Response response;
  response.body.append("{}");
  Output out;
  append_head(response, "D", ConnectionHeader::none, Framing::length, out);
  EXPECT_EQ(out.view(), "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n");

  out.clear();
  set_error(response, 404, "no such path");
  response.add_header("X-A", "b\r\nX-Injected: c");
  append_head(response, "D", ConnectionHeader::close, Framing::length, out);
  EXPECT_EQ(out.view(),
            "HTTP/1.1 404 Not Found\r\nDate: D\r\nContent-Type: application/json\r\nContent-Length: 25\r\n"
            "X-A: b  X-Injected: c\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(response.body.view(), R"({"detail":"no such path"})");

  out.clear();
  response.reset();
  response.add_header("X-A", "b");
  response.shared_headers = "X-B: c\r\nX-D: e\r\n";
  append_head(response, "D", ConnectionHeader::keep_alive, Framing::length, out);
  EXPECT_EQ(out.view(),
            "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: application/json\r\nContent-Length: 0\r\nX-A: b\r\n"
            "X-B: c\r\nX-D: e\r\nConnection: keep-alive\r\n\r\n");

  // To HEAD: the length of what GET gets, where it is known.
  for (const auto& [left_out, want] : {std::pair{5U, "\r\nContent-Length: 5"}, std::pair{0U, ""}}) {
    out.clear();
    response.reset();
    response.left_out = left_out;
    append_head(response, "D", ConnectionHeader::none, Framing::length, out);
    EXPECT_EQ(out.view(),
              "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: application/json" + std::string(want) + "\r\n\r\n");
  }

  out.clear();
  response.reset();
  response.status = 204;
  append_head(response, "D", ConnectionHeader::keep_alive, Framing::length, out);
  EXPECT_EQ(out.view(), "HTTP/1.1 204 No Content\r\nDate: D\r\nConnection: keep-alive\r\n\r\n");

  out.clear();
  response.reset();
  append_head(response, "D", ConnectionHeader::none, Framing::chunked, out);
  EXPECT_EQ(out.view(),
            "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");

  out.clear();
  append_head(response, "D", ConnectionHeader::close, Framing::close, out);
  EXPECT_EQ(out.view(), "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n");
}

}  // namespace
}  // namespace phoney::http
