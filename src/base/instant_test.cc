#include "base/instant.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

TEST(Instant, ReadsIso8601) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"2024-02-29", "2024-02-29T00:00:00Z"},
      {"2024-02-29T12:34", "2024-02-29T12:34:00Z"},
      {"2024-02-29T12:34:56", "2024-02-29T12:34:56Z"},
      {"2024-02-29 12:34:56Z", "2024-02-29T12:34:56Z"},
      {"2024-02-29T12:34:56.5Z", "2024-02-29T12:34:56.500000Z"},
      {"2024-02-29T12:34:56.000001", "2024-02-29T12:34:56.000001Z"},
      {"2024-02-29T00:30:00+01:00", "2024-02-28T23:30:00Z"},
      {"2024-12-31T23:30:00-0100", "2025-01-01T00:30:00Z"},
      {"0001-01-01", "0001-01-01T00:00:00Z"},
      {"9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"},
      {"1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.250000Z"},
  };
  for (const auto& test : tests) EXPECT_EQ(format_instant(parse_instant(test.text).value()), test.want) << test.text;
}

TEST(Instant, RefusesTheRestAndNamesTheForms) {
  const std::string_view tests[] = {"",
                                    "today",
                                    "2024",
                                    "2024-2-29",
                                    "2023-02-29",
                                    "2024-13-01",
                                    "2024-00-01",
                                    "0000-01-01",
                                    "-024-01-01",
                                    "2024-02-29T",
                                    "2024-02-29T24:00",
                                    "2024-02-29T12:60",
                                    "2024-02-29T12:34:60",
                                    "2024-02-29T12:34:56.",
                                    "2024-02-29T12:34:56.1234567",
                                    "2024-02-29T12:34:56+1",
                                    "2024-02-29T12:34:56+24:00",
                                    "2024-02-29T12:34:56Zx",
                                    "2024-02-29Z",
                                    "0001-01-01T00:00:00+00:01",
                                    "9999-12-31T23:59:59-00:01"};
  for (const std::string_view text : tests) {
    const auto instant = parse_instant(text);
    ASSERT_FALSE(instant) << text;
    EXPECT_EQ(instant.error().message,
              "takes a date or a date and time in ISO 8601, for example 2024-02-29 or "
              "2024-02-29T12:34:56Z, not \"" +
                  std::string(text) + '"');
  }
}

}  // namespace
}  // namespace phoney
