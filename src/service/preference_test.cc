#include "service/preference.h"

#include <gtest/gtest.h>

#include <string>

namespace phoney::service {
namespace {

TEST(Preference, Parses) {
  const struct {
    std::string_view header;
    std::string_view want;
  } tests[] = {
      {"", ""},
      {"gzip", "gzip=1000 "},
      {"gzip, br;q=0.5 , *;q=0", "gzip=1000 br=500 *=0 "},
      {"text/csv;header=present;Q=0.125", "text/csv=125 "},
      {"a;q=1.000,b;q=1.,c;q=0.001", "a=1000 b=1000 c=1 "},
      {",, ;q=1, a;q=2, b;q=1.001, c;q=x, d;q=, e;q=0.0001, f;q=05", ""},
      {"a ; q=0.5", "a=500 "},
  };
  for (const auto& test : tests) {
    std::string got;
    for (const auto& [name, quality] : parse_preferences(test.header)) {
      got += std::string(name) + "=" + std::to_string(quality) + " ";
    }
    EXPECT_EQ(got, test.want) << test.header;
  }
}

TEST(Preference, Quality) {
  const auto preferences = parse_preferences("gzip;q=0.4, *;q=0.1, BR");
  EXPECT_EQ(quality_of(preferences, "gzip", "*"), 400);
  EXPECT_EQ(quality_of(preferences, "br", "*"), 1000);
  EXPECT_EQ(quality_of(preferences, "zstd", "*"), 100);
  EXPECT_EQ(quality_of(preferences, "zstd", ""), -1);
}

}  // namespace
}  // namespace phoney::service
