#include "formats/format.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

TEST(Format, ByName) {
  EXPECT_EQ(format_named("json"), Format::json);
  EXPECT_EQ(format_named("ndjson"), Format::ndjson);
  EXPECT_EQ(format_named("csv"), Format::csv);
  EXPECT_EQ(format_named("CSV"), std::nullopt);
  EXPECT_EQ(format_named(""), std::nullopt);
}

TEST(Format, ByTheNameOfAFile) {
  EXPECT_EQ(format_of_file("users.csv"), Format::csv);
  EXPECT_EQ(format_of_file("a.b/users.ndjson"), Format::ndjson);
  EXPECT_EQ(format_of_file("users.jsonl"), Format::ndjson);
  EXPECT_EQ(format_of_file("users.json"), Format::json);
  EXPECT_EQ(format_of_file("csv"), Format::json);
  EXPECT_EQ(format_of_file(""), Format::json);
}

TEST(Format, Names) {
  EXPECT_EQ(format_names(), "json, ndjson or csv");
  EXPECT_EQ(format_names("'"), "'json', 'ndjson' or 'csv'");
}

TEST(Format, IsFoundByItsValue) {
  for (const FormatSpec& spec : formats()) EXPECT_EQ(&spec_of(spec.format), &spec) << spec.name;
}

}  // namespace
}  // namespace phoney
