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
      {"a;q=.2", "a=200 "},
  };
  for (const auto& test : tests) {
    std::string got;
    for (const Preference& found : parse_preferences(test.header)) {
      got += std::string(found.name) + "=" + std::to_string(found.quality) + " ";
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

TEST(Preference, Parameters) {
  const struct {
    std::string_view header, name, want;
  } tests[] = {
      {"text/csv", "header", ""},
      {"text/csv;header=absent", "header", "absent"},
      {"text/csv; charset=utf-8 ; Header = \"absent\"; q=0.5", "header", "absent"},
      {"text/csv;headers=absent", "header", ""},
      {"text/csv;header", "header", ""},
      {"text/csv;header=\"", "header", "\""},
  };
  for (const auto& test : tests) {
    const auto preferences = parse_preferences(test.header);
    ASSERT_EQ(preferences.size(), 1U) << test.header;
    EXPECT_EQ(find_parameter(preferences[0].parameters, test.name), test.want) << test.header;
  }
}

// RFC 9110, 12.5.1: the most specific range counts.
TEST(Preference, RangesOfMediaTypes) {
  const auto quality = [](std::string_view header, std::string_view media_type) {
    const auto preferences = parse_preferences(header);
    const Preference* range = find_range(preferences, media_type);
    return range == nullptr ? -1 : range->quality;
  };
  constexpr std::string_view kHeader = "text/*;q=0.3, Text/HTML;q=0.7, */*;q=0.5, text/csv;q=0";
  EXPECT_EQ(quality(kHeader, "text/html"), 700);
  EXPECT_EQ(quality(kHeader, "text/plain"), 300);
  EXPECT_EQ(quality(kHeader, "text/csv"), 0);
  EXPECT_EQ(quality(kHeader, "image/jpeg"), 500);
  EXPECT_EQ(quality("*", "image/jpeg"), 1000);
  EXPECT_EQ(quality("tex/*, text", "text/plain"), -1);
}

}  // namespace
}  // namespace phoney::service
