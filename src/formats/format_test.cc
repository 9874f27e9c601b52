#include "formats/format.h"

#include <gtest/gtest.h>

#include <array>

namespace phoney {
namespace {

TEST(Format, ByName) {
  EXPECT_EQ(format_named("json"), Format::json);
  EXPECT_EQ(format_named("ndjson"), Format::ndjson);
  EXPECT_EQ(format_named("csv"), Format::csv);
  EXPECT_EQ(format_named("text"), Format::text);
  EXPECT_EQ(format_named("jsonl"), Format::ndjson);
  EXPECT_EQ(format_named("CSV"), std::nullopt);
  EXPECT_EQ(format_named(""), std::nullopt);
}

TEST(Format, BySuffix) {
  EXPECT_EQ(format_of_suffix(".csv"), Format::csv);
  EXPECT_EQ(format_of_suffix(".CSV"), Format::csv);
  EXPECT_EQ(format_of_suffix(".ndjson"), Format::ndjson);
  EXPECT_EQ(format_of_suffix(".JsonL"), Format::ndjson);
  EXPECT_EQ(format_of_suffix(".txt"), Format::text);
  EXPECT_EQ(format_of_suffix(".json"), Format::json);
  EXPECT_EQ(format_of_suffix("csv"), std::nullopt);
  EXPECT_EQ(format_of_suffix(".sql"), std::nullopt);
  EXPECT_EQ(format_of_suffix(""), std::nullopt);
}

TEST(Format, Names) {
  EXPECT_EQ(format_names(), "json, ndjson, jsonl, csv or text");
  EXPECT_EQ(format_names("'"), "'json', 'ndjson', 'jsonl', 'csv' or 'text'");
  EXPECT_EQ(alternatives(std::array<std::string_view, 1>{"a"}), "a");
  EXPECT_EQ(names_of_formats(), (std::vector<std::string_view>{"json", "ndjson", "jsonl", "csv", "text"}));
}

TEST(Format, IsFoundByItsValue) {
  for (const FormatSpec& spec : formats()) EXPECT_EQ(&spec_of(spec.format), &spec) << spec.name;
}

}  // namespace
}  // namespace phoney
