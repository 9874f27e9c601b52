#include "base/json_number.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/json_reader.h"

namespace phoney {
namespace {

// What RFC 8259, 6, has; the values are those of Python's json.loads.
TEST(JsonNumber, ReadsWhatJsonHasAndKeepsItsSpelling) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const struct {
    std::string_view text;
    bool is_integer;
    double value;
  } tests[] = {
      {"0", true, 0},
      {"-0", true, -0.0},
      {"12", true, 12},
      {"-9223372036854775809", true, -9223372036854775809.0},
      {"1234567890123456789012345678901234567890", true, 1.2345678901234568e39},
      {"0.0", false, 0},
      {"-0.0", false, -0.0},
      {"0.5", false, 0.5},
      {"10.250", false, 10.25},
      {"1e5", false, 1e5},
      {"1E5", false, 1e5},
      {"1e+05", false, 1e5},
      {"0e0", false, 0},
      {"1.5E-3", false, 0.0015},
      {"1e400", false, kInfinity},
      {"-1e400", false, -kInfinity},
      {"1e-400", false, 0},
      {"-1e-400", false, -0.0},
      {"1e99999999999999999999", false, kInfinity},
      {"0e99999999999999999999", false, 0},
      {"0.00000000000000000000000000000000000000000000000001e310", false, 1e260},
  };
  for (const auto& test : tests) {
    const auto number = read_json_number(test.text);
    ASSERT_TRUE(number) << test.text;
    EXPECT_EQ(number->to_json(), test.text);
    EXPECT_EQ(number->is_integer(), test.is_integer) << test.text;
    EXPECT_EQ(number->as_number(), test.value) << test.text;
    EXPECT_EQ(std::signbit(number->as_number()), test.text.starts_with('-')) << test.text;
    EXPECT_EQ(read_json(test.text).value().to_json(), test.text);
  }
}

TEST(JsonNumber, RefusesEveryOtherForm) {
  const std::string_view tests[] = {
      "",
      "-",
      "+1",
      "--1",
      "-+1",
      "01",
      "-01",
      "00",
      "-00",
      "007",
      "00.5",
      "01e5",
      "01.5",
      "1.",
      "-1.",
      ".5",
      "-.5",
      "1.e5",
      "1e",
      "1e+",
      "1e-",
      "1E",
      "1.5e",
      "1e5.5",
      "1e 5",
      "1 000",
      "1_000",
      "1,5",
      "0x1F",
      "0b1",
      "0o7",
      "1f",
      "1d",
      "1L",
      "NaN",
      "nan",
      "-NaN",
      "Inf",
      "Infinity",
      "-Infinity",
      "inf",
      "1..2",
      "1.2.3",
      "1-",
      "1-2",
      "1+2",
      "- 1",
      "1e5e5",
      "\xd9\xa1",
      "00012345678901234567890",
      "-012345678901234567890",
      "012345678901234567890.5",
      "12345678901234567890x",
      "99999999999999999999.",
      "99999999999999999999e",
  };
  for (const std::string_view text : tests) {
    EXPECT_FALSE(read_json_number(text)) << text;
    EXPECT_FALSE(read_json(text)) << text;
    EXPECT_FALSE(read_json("{\"a\":" + std::string(text) + "}")) << text;
    EXPECT_FALSE(read_json("[1," + std::string(text) + "]") && text != "1,5") << text;
  }
}

TEST(JsonNumber, ALeadingZeroIsNamedAsTheReason) {
  const auto read = read_json(R"({"a":"{{name}}","acct":00012345678901234567890})");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message,
            "the text is not valid JSON: a number is malformed; write numbers like 12, -0.5 or 1e6, without leading "
            "zeros, and put codes such as 007 in quotes (near line 1, column 24)");
}

}  // namespace
}  // namespace phoney
