#include "generators/numbers/wide_integer.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

TEST(WideInteger, ReadsItsDigits) {
  std::string longest;
  for (int i = 0; i < 4300; ++i) longest += static_cast<char>('1' + i * i % 9);
  const struct {
    std::string digits;
    std::string want;
  } tests[] = {
      {"0", "0"},
      {"-0", "0"},
      {"+7", "7"},
      {"00000000000000000000000000000000000000012", "12"},
      {"9999999999999999999", "9999999999999999999"},    // a whole group
      {"10000000000000000000", "10000000000000000000"},  // and one digit more
      {"-12345678901234567890123456789012345678", "-12345678901234567890123456789012345678"},
      {longest, longest},
      {"-" + longest, "-" + longest},
  };
  for (const auto& test : tests) EXPECT_EQ(wide_integer(test.digits).str(), test.want);
}

}  // namespace
}  // namespace phoney
