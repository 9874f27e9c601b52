#include "templates/source.h"

#include <gtest/gtest.h>

#include "base/json_reader.h"

namespace phoney::templates {
namespace {

std::string error_of(std::string_view text) {
  const auto read = read_source(text);
  return read ? "" : read.error().message;
}

TEST(Source, ExplainsPlaceholdersAndQuotes) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {R"({"a":"{{name}}"})", ""},
      {R"({"a": {{name}}})",
       "the text is not valid JSON: write the placeholder in quotes, as \"{{name}}\"; its value keeps its type (near "
       "line "
       "1, column 7)"},
      {"\xef\xbb\xbf{{name}}",
       "the text is not valid JSON: write the placeholder in quotes, as \"{{name}}\"; its value keeps its type (near "
       "line "
       "1, column 1)"},
      {R"({"é": "{{a}} \" '", 'b': 1})",
       "the text is not valid JSON: put strings and keys in double quotes, not in single quotes (near line 1, column "
       "21)"},
      {"{\"a\": 1 // don't\n}",
       "the text is not valid JSON: JSON has no comments; remove this one (near line 1, column 9)"},
  };
  for (const auto& test : tests) EXPECT_EQ(error_of(test.text), test.want) << test.text;
}

TEST(Source, LeavesOtherErrorsAsTheyAre) {
  for (const std::string_view text :
       {"", "[1,", R"({"a":"{{name}})", R"(["it's {{ "])", "[[1]]", "\xff\xfe[\0", "[{{\xff}}]", "\"\\"}) {
    EXPECT_EQ(error_of(text), read_json(text) ? "" : read_json(text).error().message) << text;
  }
  EXPECT_EQ(read_source("[[1]]", 1).error().message, read_json("[[1]]", 1).error().message);
}

}  // namespace
}  // namespace phoney::templates
