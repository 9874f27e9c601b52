#include "service/accepted_format.h"

#include <gtest/gtest.h>

#include "generators/catalogue_of_generators.h"
#include "generators/engine_for_tests.h"

namespace phoney::service {
namespace {

// The format's name, or "none".
std::string_view accepted(std::initializer_list<std::string_view> accepts) {
  std::vector<Header> headers;
  for (const std::string_view accept : accepts) headers.push_back({"Accept", accept});
  const auto format = accepted_format({.headers = headers});
  return format ? spec_of(format->format).name : "none";
}

TEST(AcceptedFormat, FollowAccept) {
  const struct {
    std::string_view accept, want;
  } tests[] = {
      {"", "json"},
      {"*/*", "json"},
      {"application/json", "json"},
      {"text/plain", "text"},
      {"text/csv", "csv"},
      {"Text/CSV; header=absent", "csv"},
      {"application/x-ndjson", "ndjson"},
      {"text/*", "csv"},
      {"application/*", "json"},
      {"text/csv;q=0.5, text/plain;q=0.9", "text"},
      {"text/csv, */*;q=0.1", "csv"},
      {"text/csv, */*", "csv"},
      {"application/x-ndjson, application/json", "ndjson"},
      {"application/json, application/x-ndjson", "json"},
      {"text/plain, */*", "json"},
      {"application/json;q=0, */*", "ndjson"},
      {"text/*;q=0, */*;q=0.5", "json"},
      {"text/html", "none"},
      {"application/xml, image/png", "none"},
      {"application/json;q=0", "none"},
      {"*/*;q=0", "none"},
      // What clients send by themselves: browsers, axios, Spring's RestTemplate, Java's HttpURLConnection, jQuery.
      {"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", "json"},
      {"application/json, text/plain, */*", "json"},
      {"text/plain, application/json, application/*+json, */*", "json"},
      {"text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "json"},
      {"application/json, text/javascript, */*; q=0.01", "json"},
  };
  for (const auto& test : tests) EXPECT_EQ(accepted({test.accept}), test.want) << test.accept;
}

TEST(AcceptedFormat, SeveralHeadersAreOne) {
  EXPECT_EQ(accepted({}), "json");
  EXPECT_EQ(accepted({"image/png", "text/csv"}), "csv");
  EXPECT_EQ(accepted({"text/csv", "*/*"}), "csv");
  EXPECT_EQ(accepted({"application/json", "text/csv"}), "json");
}

TEST(AcceptedFormat, KeepsTheParametersOfItsMediaType) {
  const struct {
    std::string_view accept;
    bool header;
  } tests[] = {{"text/csv", true},
               {"text/csv; header=absent", false},
               {"*/*;q=0.1, Text/CSV;Header=Absent;q=0.9", false},
               {"text/csv;header=no", true}};
  for (const auto& test : tests) {
    const Header header{"Accept", test.accept};
    const auto format = accepted_format({.headers = {&header, 1}});
    ASSERT_TRUE(format) << test.accept;
    FormatOptions options;
    read_media_parameters(*format, options);
    EXPECT_EQ(options.csv.header, test.header) << test.accept;
  }
}

// A query's own words hide generators' parameters of those names; `format` hides none.
TEST(AcceptedFormat, NoGeneratorHasAParameterCalledFormat) {
  for (const ClassGenerators& provider : all_generators()) {
    for (const GeneratorSpec& spec : provider.generators) {
      for (const ParameterSpec& parameter : spec.parameters()) EXPECT_NE(parameter.name, "format") << spec.name;
    }
  }
}

}  // namespace
}  // namespace phoney::service
