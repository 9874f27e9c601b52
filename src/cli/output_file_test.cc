#include "cli/output_file.h"

#include <gtest/gtest.h>

namespace phoney::cli {
namespace {

using service::Coding;

TEST(OutputFile, GoesByItsName) {
  const struct {
    std::string path;
    Format format;
    Coding coding;
  } tests[] = {
      {"-", Format::json, Coding::identity},
      {"users.csv", Format::csv, Coding::identity},
      {"users.CSV", Format::csv, Coding::identity},
      {"a.b/users.ndjson", Format::ndjson, Coding::identity},
      {"users.v2.jsonl", Format::ndjson, Coding::identity},
      {"users.txt", Format::text, Coding::identity},
      {"users.json.gz", Format::json, Coding::gzip},
      {"users.csv.zst", Format::csv, Coding::zstd},
      {"USERS.JSONL.GZ", Format::ndjson, Coding::gzip},
      {"users.Zst", Format::json, Coding::zstd},
      {"csv", Format::json, Coding::identity},
      {"a.sql/users", Format::json, Coding::identity},
      {".csv", Format::csv, Coding::identity},
      {".hidden", Format::json, Coding::identity},
      {"users.", Format::json, Coding::identity},
      {"/dev/stdout", Format::json, Coding::identity},
      {"/proc/self/fd/63", Format::json, Coding::identity},
  };
  for (const auto& [path, format, coding] : tests) {
    Invocation invocation;
    invocation.options["--output"] = path;
    const auto file = read_output_file(invocation);
    ASSERT_TRUE(file) << path << ": " << file.error().message;
    EXPECT_EQ(file->path, path);
    EXPECT_EQ(file->format, format) << path;
    EXPECT_EQ(file->coding, coding) << path;
  }
}

TEST(OutputFile, IsStandardOutputWithoutAName) {
  const auto file = read_output_file({});
  EXPECT_EQ(file->path, "-");
  EXPECT_EQ(file->format, Format::json);
}

TEST(OutputFile, TheOptionGoesBeforeTheName) {
  Invocation invocation;
  invocation.options = {{"--output", "users.sql.gz"}, {"--format", "csv"}};
  const auto file = read_output_file(invocation);
  EXPECT_EQ(file->format, Format::csv);
  EXPECT_EQ(file->coding, Coding::gzip);
}

TEST(OutputFile, TheHelpNamesEveryFormatAndSuffix) {
  for (const std::string_view name : names_of_formats())
    EXPECT_NE(kFormatOption.description.find(name), std::string_view::npos) << name;
  for (const FormatSpec& spec : formats()) {
    for (const std::string_view suffix : spec.suffixes)
      EXPECT_NE(kOutputOption.description.find(suffix), std::string_view::npos) << suffix;
  }
}

TEST(OutputFile, OptionsAreInOneGroupForEachFormat) {
  for (std::size_t i = 0; i < kOptionsOfFormats.size(); ++i)
    EXPECT_EQ(kOptionsOfFormats[i].group, spec_of(kFormatOptions[i].format).name) << kOptionsOfFormats[i].name;
}

}  // namespace
}  // namespace phoney::cli
