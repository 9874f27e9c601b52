#include "base/quantity.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

constexpr Unit kUnits[] = {{"", 1}, {"k", 1'000}, {"M", 1'000'000}, {"GB", 1'024}};

TEST(Quantity, Parses) {
  const struct {
    std::string_view text;
    std::optional<std::uint64_t> want;
  } tests[] = {
      {"0", 0},
      {"1", 1},
      {"250k", 250'000},
      {"1M", 1'000'000},
      {"1.5M", 1'500'000},
      {"1.500M", 1'500'000},
      {"0.000001M", 1},
      {"1.0", 1},
      {"1.25GB", 1'280},
      {"1_000_000", 1'000'000},
      {"1_0.2_5k", 10'250},
      {"1e6", 1'000'000},
      {"1.5E3", 1'500},
      {"1e0", 1},
      {"1e19", 10'000'000'000'000'000'000U},
      {"18446744073709551615", 18'446'744'073'709'551'615U},
      {"", std::nullopt},
      {"M", std::nullopt},
      {".5M", std::nullopt},
      {"1.", std::nullopt},
      {"1.M", std::nullopt},
      {"1.2.3M", std::nullopt},
      {"1..M", std::nullopt},
      {"1m", std::nullopt},
      {"1 M", std::nullopt},
      {" 1", std::nullopt},
      {"1MM", std::nullopt},
      {"-1", std::nullopt},
      {"+1", std::nullopt},
      {"1e", std::nullopt},
      {"1e+6", std::nullopt},
      {"1e-1", std::nullopt},
      {"e6", std::nullopt},
      {"1e6k", std::nullopt},
      {"1e20", std::nullopt},
      {"1_", std::nullopt},
      {"_1", std::nullopt},
      {"1__0", std::nullopt},
      {"1_.5M", std::nullopt},
      {"1_k", std::nullopt},
      {"1,000", std::nullopt},
      {"0.5", std::nullopt},
      {"0.0000001M", std::nullopt},
      {"1.1GB", std::nullopt},
      {"18446744073709551616", std::nullopt},
      {"18446744073709552k", std::nullopt},
      {"1.00000000000000000000001M", std::nullopt},
  };
  for (const auto& test : tests) EXPECT_EQ(parse_quantity(test.text, kUnits), test.want) << test.text;
}

TEST(Quantity, CountsAreInPowersOfAThousand) {
  const struct {
    std::string_view text;
    std::uint64_t want;
  } tests[] = {{"10", 10},
               {"10k", 10'000},
               {"10K", 10'000},
               {"2m", 2'000'000},
               {"2M", 2'000'000},
               {"0.5M", 500'000},
               {"1.5k", 1'500},
               {"1g", 1'000'000'000},
               {"3G", 3'000'000'000},
               {"1_000k", 1'000'000},
               {"1_000_000", 1'000'000}};
  for (const auto& test : tests) EXPECT_EQ(parse_quantity(test.text, kCounts), test.want) << test.text;
  for (const std::string_view text : {"1KB", "1Ki", "1kk", "10%", "ten", "1T", "", "k"})
    EXPECT_EQ(parse_quantity(text, kCounts), std::nullopt) << text;
}

TEST(Quantity, UnitsOfTimeHaveNoExponent) {
  constexpr Unit kTimes[] = {{"ms", 1'000}};
  EXPECT_EQ(parse_quantity("1e3", kTimes), std::nullopt);
}

}  // namespace
}  // namespace phoney
