#include "base/value.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

TEST(Value, ToJson) {
  const struct {
    Value value;
    std::string_view want;
  } tests[] = {
      {Value::null(), "null"},
      {Value::boolean(true), "true"},
      {Value::integer(-5), "-5"},
      {Value::integer_text("123456789012345678901"), "123456789012345678901"},
      {Value::number(1.5, "1.50"), "1.50"},
      {Value::text("a\"\\\n\r\t\x01é"), R"("a\"\\\n\r\t\u0001é")"},
      {Value::list({Value::integer(1), Value::list({})}), "[1,[]]"},
      {Value::object({{"b", Value::null()}, {"a", Value::object({})}}), R"({"b":null,"a":{}})"},
  };
  for (const auto& test : tests) EXPECT_EQ(test.value.to_json(), test.want);
}

TEST(Value, IntegersAreNumbersToo) {
  EXPECT_EQ(Value::integer(7).as_number(), 7.0);
  EXPECT_EQ(Value::integer_text("100000000000000000000").as_number(), 1e20);
  EXPECT_FALSE(Value::integer_text("100000000000000000000").fits_int64());
}

TEST(Value, IntegersBeyondDoublesAreInfinite) {
  const std::string digits(400, '9');
  EXPECT_EQ(Value::integer_text(digits).as_number(), std::numeric_limits<double>::infinity());
  EXPECT_EQ(Value::integer_text("-" + digits).as_number(), -std::numeric_limits<double>::infinity());
}

TEST(Value, Find) {
  const Value object = Value::object({{"a", Value::integer(1)}, {"a", Value::integer(2)}});
  EXPECT_EQ(object.find("a")->as_integer(), 1);
  EXPECT_EQ(object.find("b"), nullptr);
  EXPECT_EQ(Value::null().find("a"), nullptr);
}

}  // namespace
}  // namespace phoney
