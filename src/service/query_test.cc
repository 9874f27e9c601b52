#include "service/query.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

TEST(PercentEncode, LeavesUnreservedCharacters) {
  EXPECT_EQ(percent_encode("a b&c=d%+~\xc3\xa4"), "a%20b%26c%3Dd%25%2B~%C3%A4");
}

TEST(Query, PercentDecode) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"", ""},         {"/v1/generators", "/v1/generators"}, {"a%20b", "a b"},
      {"a+b", "a+b"},   {"%e6%9D%b1", "\xe6\x9d\xb1"},        {"%25", "%"},
      {"%2525", "%25"},
  };
  for (const auto& test : tests) EXPECT_EQ(percent_decode(test.text).value(), test.want) << test.text;
  EXPECT_EQ(percent_decode("%00").value(), std::string(1, '\0'));
}

TEST(Query, InvalidEscapesAreQuoted) {
  const struct {
    std::string_view text, escape;
  } tests[] = {{"%", "%"}, {"ab%2", "%2"}, {"%zz", "%zz"}, {"%2 ", "%2 "}, {"%%41", "%%4"}, {"%g1tail", "%g1"}};
  for (const auto& test : tests) {
    const auto decoded = percent_decode(test.text);
    ASSERT_TRUE(decoded.has_error()) << test.text;
    EXPECT_EQ(decoded.error().message, "invalid percent-encoding '" + std::string(test.escape) +
                                           "': '%' must be followed by two hexadecimal digits; write '%25' for a "
                                           "percent sign");
  }
}

TEST(Query, Parse) {
  using List = std::vector<QueryParameter>;
  const struct {
    std::string_view query;
    List want;
  } tests[] = {
      {"", {}},
      {"&&", {}},
      {"a=1", {{"a", "1"}}},
      {"a=1&b=x+y%21&c", {{"a", "1"}, {"b", "x y!"}, {"c", ""}}},
      {"a=1&a=2", {{"a", "1"}, {"a", "2"}}},
      {"a=b=c", {{"a", "b=c"}}},
      {"a=1&", {{"a", "1"}}},
      {"=x", {{"", "x"}}},
      {"%61%3D=%26", {{"a=", "&"}}},
  };
  for (const auto& test : tests) EXPECT_EQ(parse_query(test.query).value(), test.want) << test.query;
}

TEST(Query, ParseNamesTheParameter) {
  const auto parsed = parse_query("a=1&seed=%4");
  ASSERT_TRUE(parsed.has_error());
  EXPECT_EQ(parsed.error().field, "seed");
  EXPECT_TRUE(parse_query("%=1").has_error());
}

TEST(Query, OnlyUtf8) {
  const struct {
    std::string_view query, field;
  } tests[] = {{"a=%ff", "a"}, {"%ff=a", ""}, {"a=\xff", ""}, {"a=%\x8f", ""}, {"a=%ed%a0%80", "a"}};
  for (const auto& test : tests) {
    const auto parsed = parse_query(test.query);
    ASSERT_TRUE(parsed.has_error()) << test.query;
    EXPECT_EQ(parsed.error().message, "the text is not UTF-8; percent-encode its UTF-8 bytes");
    EXPECT_EQ(parsed.error().field, test.field);
  }
}

}  // namespace
}  // namespace phoney
