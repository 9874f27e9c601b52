#include "formats/format.h"

#include <gtest/gtest.h>

#include <array>

#include "formats/rendered_for_tests.h"

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

TEST(Format, WarnsOfRecordsThatAreLists) {
  const std::string_view lists[] = {R"(["{{name}}","{{city}}"])", R"([["{{name}}"]])", R"("{{[name]:count=2}}")"};
  const std::string_view others[] = {R"({"a":["{{name}}"]})", R"("{{name}}")", R"("x {{[name]:count=2}}")"};
  for (const std::string_view source : lists) {
    EXPECT_EQ(warning_about(Format::csv, compiled(source)),
              "in CSV, a record that is a list is one column, `value`, of JSON; use an object to get a column for each "
              "member")
        << source;
    EXPECT_EQ(warning_about(Format::json, compiled(source)), "") << source;
    EXPECT_EQ(warning_about(Format::text, compiled(source)), "") << source;
  }
  for (const std::string_view source : others) EXPECT_EQ(warning_about(Format::csv, compiled(source)), "") << source;
}

TEST(Format, IsFoundByItsValue) {
  for (const FormatSpec& spec : formats()) EXPECT_EQ(&spec_of(spec.format), &spec) << spec.name;
}

}  // namespace
}  // namespace phoney
