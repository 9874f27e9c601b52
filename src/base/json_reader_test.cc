#include "base/json_reader.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

TEST(JsonReader, KeepsOrderAndSpelling) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"null", "null"},
      {" true ", "true"},
      {"[]", "[]"},
      {"{}", "{}"},
      {R"({"b":1,"a":2,"b":3})", R"({"b":1,"a":2,"b":3})"},
      {"-0", "-0"},
      {"1.50e+2", "1.50e+2"},
      {"[1e400, 1E5, -1e-400]", "[1e400,1E5,-1e-400]"},
      {"123456789012345678901234567890", "123456789012345678901234567890"},
      {"-123456789012345678901234567890 ", "-123456789012345678901234567890"},
      {R"("\u00e9\ud83d\ude00\n\u0000")", "\"é😀\\n\\u0000\""},
      {R"(["東京", {"x": [ ]}])", R"(["東京",{"x":[]}])"},
  };
  for (const auto& test : tests) EXPECT_EQ(read_json(test.text).value().to_json(), test.want) << test.text;
}

TEST(JsonReader, PassesOverAByteOrderMarkAndNamesUtf16) {
  EXPECT_EQ(read_json("\xef\xbb\xbf{\"a\":1}").value().to_json(), R"({"a":1})");
  const auto where = read_json("\xef\xbb\xbf{\"a\": tru}");
  EXPECT_TRUE(where.error().message.ends_with("(near line 1, column 7)")) << where.error().message;
  EXPECT_EQ(read_json("\xef\xbb\xbf").error().message, "the JSON text is empty");
  const auto wide = read_json(std::string_view("\xff\xfe{\0}\0", 6));
  ASSERT_FALSE(wide);
  EXPECT_EQ(wide.error().code, ErrorCode::invalid_json);
  EXPECT_EQ(wide.error().message, "the text is UTF-16; save it as UTF-8");
}

TEST(JsonReader, IntegersKnowWhetherTheyFit) {
  EXPECT_EQ(read_json("-9223372036854775808")->as_integer(), INT64_MIN);
  EXPECT_TRUE(read_json("9223372036854775807")->fits_int64());
  EXPECT_FALSE(read_json("9223372036854775808")->fits_int64());
  EXPECT_FALSE(read_json("1.0")->fits_int64());
}

TEST(JsonReader, RefusesWhatIsNoJson) {
  const std::string_view tests[] = {"{",
                                    "[1,]",
                                    "[1 2]",
                                    "{\"a\"}",
                                    "{\"a\":}",
                                    "{a:1}",
                                    "'a'",
                                    "01",
                                    "1.",
                                    "+1",
                                    "nul",
                                    "True",
                                    "\"a",
                                    "\"\t\"",
                                    "\"\\ud800\"",
                                    "\"\xff\"",
                                    "[1]]",
                                    "]",
                                    "],[",
                                    "1],[2",
                                    "\"\\x\"",
                                    "-",
                                    "123456789012345678901234567890x",
                                    "99999999999999999999.",
                                    "-x"};
  for (const std::string_view text : tests) {
    const auto value = read_json(text);
    ASSERT_FALSE(value) << text;
    EXPECT_EQ(value.error().code, ErrorCode::invalid_json);
  }
}

TEST(JsonReader, ErrorsSayWhere) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"", "the JSON text is empty"},
      {" \n", "the JSON text is empty"},
      {"1,2", "there is more than one JSON value; send one"},
  };
  for (const auto& test : tests) EXPECT_EQ(read_json(test.text).error().message, test.want) << test.text;
  EXPECT_EQ(read_json("[1,\n \"a]").error().message, "the text is not valid JSON: a string has no closing quote");
  EXPECT_NE(read_json(R"(["\ud800"])").error().message.find("only half of a surrogate pair"), std::string::npos);
  EXPECT_EQ(read_json("[\"\xff\"]").error().message, "the text is not valid JSON: it is not UTF-8");
  EXPECT_TRUE(read_json("{\"é\": tru}").error().message.ends_with("(near line 1, column 7)"))
      << read_json("{\"é\": tru}").error().message;
}

TEST(JsonReader, DepthIsBounded) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(read_json(nested(10), 10));
  EXPECT_EQ(read_json(nested(11), 10).error().message, "the JSON text is nested more than 10 levels deep");
  EXPECT_EQ(read_json(nested(100'000)).error().message, "the JSON text is nested more than 1024 levels deep");
}

}  // namespace
}  // namespace phoney
