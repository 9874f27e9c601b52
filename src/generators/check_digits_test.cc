#include "generators/check_digits.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace phoney {
namespace {

// The example of ISO/IEC 7812-1, numbers of test cards, and zeros.
TEST(Luhn, ChecksDigitsAndPassesOverOthers) {
  constexpr struct {
    std::string_view digits;
    char check;
  } kCases[] = {
      {"7992739871", '3'}, {"411111111111111", '1'}, {"4111 1111 1111 111", '1'}, {"37828224631000", '5'},
      {"0000", '0'},       {"000007992739871", '3'},
  };
  for (const auto& test : kCases) EXPECT_EQ(luhn_check_digit(test.digits), test.check) << test.digits;
}

// The example of ISO 7064, a German and a Croatian number.
TEST(Mod1110, ChecksDigits) {
  constexpr struct {
    std::string_view digits;
    char check;
  } kCases[] = {{"0794", '5'}, {"13669597", '6'}, {"3339200596", '1'}, {"", '1'}};
  for (const auto& test : kCases) EXPECT_EQ(mod_11_10_check_digit(test.digits), test.check) << test.digits;
}

// Numbers of accounts and the check digits of their IBANs, most of them examples of the IBAN registry.
TEST(Mod9710, ChecksIbans) {
  constexpr struct {
    std::string_view account, country;
    std::uint32_t check;
  } kCases[] = {
      {"NWBK60161331926819", "GB", 29},   {"370400440532013000", "DE", 89},      {"539007547034", "BE", 68},
      {"86011117947", "NO", 93},          {"20041010050500013M02606", "FR", 14}, {"250120000058984", "MK", 7},
      {"21000418450200051332", "ES", 91}, {"BARC20714583608387", "GB", 98},
  };
  for (const auto& test : kCases) {
    const std::uint32_t remainder = mod_97_10_remainder(test.country, mod_97_10_remainder(test.account));
    EXPECT_EQ(mod_97_10_check(remainder), test.check) << test.country << test.account;
  }
}

TEST(Mod9710, IsFromTwoTo98) {
  EXPECT_EQ(mod_97_10_check(0), 98u);
  std::uint32_t lowest = 98;
  for (std::uint32_t remainder = 0; remainder < 97; ++remainder) {
    lowest = std::min(lowest, mod_97_10_check(remainder));
    EXPECT_EQ((remainder * 100 + mod_97_10_check(remainder)) % 97, 1u);
  }
  EXPECT_EQ(lowest, 2u);
}

}  // namespace
}  // namespace phoney
