#include "base/text_encoding.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

using namespace std::string_view_literals;

// The encodings are what Python's json.detect_encoding says of the same bytes.
TEST(TextEncoding, NamesWideEncodings) {
  const struct {
    std::string_view bytes, encoding;
  } tests[] = {
      {"\xff\xfe{\0}\0"sv, "UTF-16"},
      {"\xfe\xff\0{\0}"sv, "UTF-16"},
      {"\xff\xfe"sv, "UTF-16"},
      {"{\0}\0"sv, "UTF-16"},
      {"\0{\0}"sv, "UTF-16"},
      {"1\0"sv, "UTF-16"},
      {"\0001"sv, "UTF-16"},
      {"\"\0\xe9\0\"\0"sv, "UTF-16"},
      {"\"\0\x10\x04\"\0"sv, "UTF-16"},
      {"\xff\xfe\0\0{\0\0\0}\0\0\0"sv, "UTF-32"},
      {"\0\0\xfe\xff\0\0\0{\0\0\0}"sv, "UTF-32"},
      {"{\0\0\0}\0\0\0"sv, "UTF-32"},
      {"\0\0\0{\0\0\0}"sv, "UTF-32"},
  };
  for (const auto& test : tests) {
    const auto text = utf8_text(test.bytes);
    ASSERT_FALSE(text) << test.bytes;
    EXPECT_EQ(text.error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(text.error().message, "the text is " + std::string(test.encoding) + "; save it as UTF-8");
  }
}

TEST(TextEncoding, PassesOverOneByteOrderMark) {
  const struct {
    std::string_view bytes, want;
  } tests[] = {
      {"\xef\xbb\xbf{}", "{}"},
      {"\xef\xbb\xbf", ""},
      {"\xef\xbb\xbf\xef\xbb\xbf{}", "\xef\xbb\xbf{}"},
      {"{}", "{}"},
      {"", ""},
      {"\"\xc3\xa9\"", "\"\xc3\xa9\""},
      {" \xef\xbb\xbf", " \xef\xbb\xbf"},
      {"\xef\xbb", "\xef\xbb"},
      {"ab\0\0"sv, "ab\0\0"sv},
      {"\0\0\0\0"sv, "\0\0\0\0"sv},
      {"\0"sv, "\0"sv},
  };
  for (const auto& test : tests) EXPECT_EQ(utf8_text(test.bytes).value(), test.want) << test.bytes;
}

}  // namespace
}  // namespace phoney
