#include "cli/quantity.h"

#include <gtest/gtest.h>

namespace phoney::cli {
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
      {"1e6", std::nullopt},
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

}  // namespace
}  // namespace phoney::cli
