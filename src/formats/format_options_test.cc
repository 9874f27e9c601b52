#include "formats/format_options.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

TEST(FormatOptions, HaveOneNameEverywhere) {
  for (const FormatOption& option : kFormatOptions) {
    EXPECT_TRUE(option.name.starts_with(std::string(spec_of(option.format).name) + "_")) << option.name;
    std::string flag = "--" + std::string(option.name);
    std::ranges::replace(flag, '_', '-');
    EXPECT_EQ(option.option, flag);
    EXPECT_EQ(option.choices.empty(), option.type == FormatOption::Type::text) << option.name;
    EXPECT_EQ(option.choices.empty(), !option.expected.empty()) << option.name;
  }
  EXPECT_TRUE(std::ranges::is_sorted(kFormatOptions, {}, &FormatOption::format)) << "the help puts them in groups";
}

TEST(FormatOptions, FallbacksAreWhatTheOptionsBeginAs) {
  const CsvOptions fresh;
  FormatOptions options;
  for (const FormatOption& option : kFormatOptions) EXPECT_EQ(read_format_option(option, option.fallback, options), "");
  EXPECT_EQ(options.csv.delimiter, fresh.delimiter);
  EXPECT_EQ(options.csv.header, fresh.header);
  EXPECT_EQ(options.csv.null, fresh.null);
  EXPECT_EQ(options.csv.line_end, fresh.line_end);
  EXPECT_EQ(options.csv.byte_order_mark, fresh.byte_order_mark);
  EXPECT_EQ(options.csv.guard_formulas, fresh.guard_formulas);
}

const FormatOption& option_named(std::string_view name) {
  return *std::ranges::find(kFormatOptions, name, &FormatOption::name);
}

TEST(FormatOptions, Delimiters) {
  const std::string bad =
      "one character other than a quotation mark or a line break, or comma, semicolon, tab, pipe or space";
  const struct {
    std::string_view text, delimiter;
  } tests[] = {
      {",", ","},    {";", ";"},     {"semicolon", ";"}, {"tab", "\t"}, {"\\t", "\t"}, {"\t", "\t"},
      {"pipe", "|"}, {"space", " "}, {"\x01", "\x01"},   {"§", "§"},    {"", ""},      {",,", ""},
      {"\"", ""},    {"\r", ""},     {"\n", ""},         {"\xA7", ""},  {"Tab", ""},   {{"\0", 1}, ""},
  };
  for (const auto& [text, delimiter] : tests) {
    FormatOptions options{.csv = {.delimiter = ""}};
    EXPECT_EQ(read_format_option(option_named("csv_delimiter"), text, options), delimiter.empty() ? bad : "") << text;
    EXPECT_EQ(options.csv.delimiter, delimiter) << text;
  }
}

TEST(FormatOptions, SpellingsOfNull) {
  const std::string bad = "at most 64 characters, none of them the delimiter, a quotation mark or a line break";
  const std::string longest(64, 'N');
  const struct {
    std::string text;
    bool good;
  } tests[] = {
      {"", true},    {"NULL", true},  {"\\N", true},  {"a,b", true},   {longest, true}, {longest + "N", false},
      {"\"", false}, {"a\nb", false}, {"a;b", false}, {"\xFF", false},
  };
  for (const auto& [text, good] : tests) {
    FormatOptions options{.csv = {.delimiter = ";"}};
    EXPECT_EQ(read_format_option(option_named("csv_null"), text, options), good ? "" : bad) << text;
    EXPECT_EQ(options.csv.null, good ? text : "");
  }
}

TEST(FormatOptions, Choices) {
  FormatOptions options;
  EXPECT_EQ(read_format_option(option_named("csv_formulas"), "Guard", options, "'"), "'keep' or 'guard'");
  EXPECT_EQ(read_format_option(option_named("csv_bom"), "yes", options), "true or false");
  EXPECT_EQ(read_format_option(option_named("csv_line_end"), "lf", options), "");
  EXPECT_EQ(options.csv.line_end, "\n");
  EXPECT_FALSE(options.csv.guard_formulas);
}

}  // namespace
}  // namespace phoney
