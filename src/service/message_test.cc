#include "service/message.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

TEST(Message, HeaderIsFoundInAnyCase) {
  const Header headers[] = {{"Content-Type", "text/plain"}, {"X-Key", "1"}, {"x-key", "2"}, {"Empty", ""}};
  Request request;
  request.headers = headers;
  EXPECT_EQ(request.header("content-type"), "text/plain");
  EXPECT_EQ(request.header("X-KEY"), "1");
  EXPECT_EQ(request.header("Empty"), "");
  EXPECT_EQ(request.header("content-typ"), "");
  EXPECT_EQ(Request().header("a"), "");
}

TEST(Message, EqualsIgnoringCaseFoldsLettersOnly) {
  EXPECT_TRUE(equals_ignoring_case("Keep-Alive", "keep-aLIVE"));
  EXPECT_FALSE(equals_ignoring_case("a@", "a`"));
  EXPECT_FALSE(equals_ignoring_case("[", "{"));
  EXPECT_FALSE(equals_ignoring_case("a", "ab"));
}

TEST(Message, ResetKeepsNothing) {
  Response response;
  response.status = 404;
  response.content_type = "text/csv";
  response.add_header("X-A", "b");
  response.shared_headers = "X-B: c\r\n";
  response.records = 7;
  response.body.append("text");
  response.reset();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json");
  EXPECT_TRUE(response.headers.empty());
  EXPECT_EQ(response.shared_headers, "");
  EXPECT_EQ(response.records, 0U);
  EXPECT_EQ(response.body.size(), 0U);
}

}  // namespace
}  // namespace phoney
