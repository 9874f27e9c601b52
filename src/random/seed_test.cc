// Expected keys come from CPython 3.11: abs(n), or int.from_bytes(s + sha512(s)), in 32-bit words.

#include "random/seed.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace phoney {
namespace {

using Key = std::vector<std::uint32_t>;

Key key_of(const Seed& seed) { return {seed.key().begin(), seed.key().end()}; }

TEST(Seed, IntegerIsItsAbsoluteValue) {
  const struct {
    std::int64_t value;
    Key key;
    std::string_view text;
  } tests[] = {
      {0, {0}, "0"},
      {1, {1}, "1"},
      {-1, {1}, "-1"},
      {42, {42}, "42"},
      {std::int64_t{1} << 31, {0x80000000}, "2147483648"},
      {std::int64_t{1} << 32, {0, 1}, "4294967296"},
      {std::numeric_limits<std::int64_t>::max(), {0xffffffff, 0x7fffffff}, "9223372036854775807"},
      {std::numeric_limits<std::int64_t>::min(), {0, 0x80000000}, "-9223372036854775808"},
  };
  for (const auto& test : tests) {
    const Seed seed = Seed::from_integer(test.value);
    EXPECT_EQ(key_of(seed), test.key) << test.text;
    EXPECT_EQ(seed.text(), test.text);
    EXPECT_TRUE(seed.is_integer());
    EXPECT_EQ(key_of(*Seed::from_decimal(test.text)), test.key) << test.text;
  }
}

TEST(Seed, DecimalHasAnySize) {
  const struct {
    std::string_view digits;
    Key key;
    std::string_view text;
  } tests[] = {
      {"0", {0}, "0"},
      {"-0", {0}, "0"},
      {"+42", {42}, "42"},
      {"-00042", {42}, "-42"},
      {"999999999", {999999999}, "999999999"},
      {"1000000000", {1000000000}, "1000000000"},
      {"18446744073709551617", {1, 0, 1}, "18446744073709551617"},
      {"100000000000000000000000000000000000000000000000000",
       {0, 0xb5640000, 0xc40534fd, 0x926687d2, 0x6c3b15f9, 0x44},
       "100000000000000000000000000000000000000000000000000"},
      {"-1000000000000000000000000000000",
       {0x40000000, 0x4674edea, 0x9f2c9cd0, 0xc},
       "-1000000000000000000000000000000"},
  };
  for (const auto& test : tests) {
    const auto seed = Seed::from_decimal(test.digits);
    ASSERT_TRUE(seed) << test.digits;
    EXPECT_EQ(key_of(*seed), test.key) << test.digits;
    EXPECT_EQ(seed->text(), test.text);
    EXPECT_TRUE(seed->is_integer());
  }
}

TEST(Seed, DecimalRefusesAnythingElse) {
  for (const std::string& digits :
       {std::string(), std::string("-"), std::string("+"), std::string("--1"), std::string(" 1"), std::string("1 "),
        std::string("1.0"), std::string("0x10"), std::string("1_000"), std::string("abc"), std::string(4301, '1')}) {
    const auto seed = Seed::from_decimal(digits);
    ASSERT_FALSE(seed) << digits;
    EXPECT_EQ(seed.error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(seed.error().field, "seed");
  }
  EXPECT_TRUE(Seed::from_decimal(std::string(4300, '9')));
  EXPECT_TRUE(Seed::from_decimal(std::string(9000, '0') + "7"));
}

TEST(Seed, TextIsFollowedByItsDigest) {
  const struct {
    std::string_view text;
    std::size_t size;
    std::uint32_t first, second, last;
  } tests[] = {
      {"", 16, 0xf927da3e, 0xa538327a, 0xcf83e135},
      {"abc", 17, 0xa54ca49f, 0x2a9ac94f, 0x616263},
      {{"\0", 1}, 16, 0xe36910ee, 0xc38438f0, 0xb8244d02},  // a leading zero is no digit of a number
  };
  for (const auto& test : tests) {
    const Seed seed = Seed::from_text(test.text);
    ASSERT_EQ(seed.key().size(), test.size) << test.text;
    EXPECT_EQ(seed.key()[0], test.first);
    EXPECT_EQ(seed.key()[1], test.second);
    EXPECT_EQ(seed.key().back(), test.last);
    EXPECT_EQ(seed.text(), test.text);
    EXPECT_FALSE(seed.is_integer());
  }
}

TEST(Seed, SystemSeedCanBeRepeated) {
  const Seed seed = Seed::from_system();
  EXPECT_TRUE(seed.is_integer());
  EXPECT_EQ(key_of(*Seed::from_decimal(seed.text())), key_of(seed));
  EXPECT_NE(Seed::from_system().text(), seed.text());
}

}  // namespace
}  // namespace phoney
