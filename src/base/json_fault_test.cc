#include "base/json_fault.h"

#include <gtest/gtest.h>

#include "base/json_reader.h"

namespace phoney {
namespace {

TEST(JsonFault, IsNamedWithItsCorrection) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {R"({"a":1,})", "remove the comma before } (near line 1, column 8)"},
      {"{\"a\":1,\n\"b\":2,\n}", "remove the comma before } (near line 3, column 1)"},
      {"[1,]", "remove the comma before ] (near line 1, column 4)"},
      {R"({"a":[1,]})", "remove the comma before ] (near line 1, column 9)"},
      {R"({"a":1,,"b":2})", "remove this comma (near line 1, column 8)"},
      {"[,1]", "remove this comma (near line 1, column 2)"},
      {R"({"a":1 "b":2})", "a comma is missing (near line 1, column 8)"},
      {R"({"a":"x\"{" "b":2})", "a comma is missing (near line 1, column 13)"},
      {R"({"a":{"b":1} "c":2})", "a comma is missing (near line 1, column 14)"},
      {R"({"a":[] "c":2})", "a comma is missing (near line 1, column 9)"},
      {"[1 2]", "a comma is missing (near line 1, column 4)"},
      {"[[1] [2]]", "a comma is missing (near line 1, column 6)"},
      {"{a:1}", "put the key in double quotes (near line 1, column 2)"},
      {R"({"a":1,b:2})", "put the key in double quotes (near line 1, column 8)"},
      {"{'a':1}", "put the key in double quotes (near line 1, column 2)"},
      {"{1:2}", "put the key in double quotes (near line 1, column 2)"},
      {"{\"a\":1 // b\n}", "JSON has no comments; remove this one (near line 1, column 8)"},
      {"{\"a\":1// b\n}", "JSON has no comments; remove this one (near line 1, column 6)"},
      {"{\"a\":true// b\n}", "JSON has no comments; remove this one (near line 1, column 6)"},
      {R"({"a":1,/* b */"b":1})", "JSON has no comments; remove this one (near line 1, column 8)"},
      {"// a\n{}", "JSON has no comments; remove this one (near line 1, column 1)"},
      {"{} // a", "JSON has no comments; remove this one (near line 1, column 4)"},
      {"{\"a\":\"b\" # c\n}", "JSON has no comments; remove this one (near line 1, column 10)"},
      {R"({"a":1} x)", "there is text after the end of the JSON (near line 1, column 9)"},
      {R"({"a":1}{"b":2})", "there is text after the end of the JSON (near line 1, column 8)"},
      {R"({"a":1}})", "there is text after the end of the JSON (near line 1, column 8)"},
      {"1 2", "there is text after the end of the JSON (near line 1, column 3)"},
      {R"({"a" 1})", "write : and a value after the key (near line 1, column 6)"},
      {R"({"a"})", "write : and a value after the key (near line 1, column 5)"},
      {R"({"a":})", "write a value after : (near line 1, column 6)"},
      {R"({"a":,"b":1})", "write a value after : (near line 1, column 6)"},
      {R"({"a":1])", "close the object with }, not with ] (near line 1, column 7)"},
      {"[1}", "close the list with ], not with } (near line 1, column 3)"},
      {R"({"a":1)", "a list or object is not closed (near line 1, column 7)"},
      {R"({"a":True})",
       "put strings in double quotes, and write true, false and null in lower case (near line 1, column 6)"},
      {"[tru]", "put strings in double quotes, and write true, false and null in lower case (near line 1, column 2)"},
      {"name", "put strings in double quotes, and write true, false and null in lower case (near line 1, column 1)"},
      {R"({"a";1})", "write : and a value after the key (near line 1, column 5)"},
      {R"(["a":1])", "expected a value, a key in double quotes, or one of , : ] } (near line 1, column 5)"},
  };
  for (const auto& test : tests) {
    const auto read = read_json(test.text);
    ASSERT_FALSE(read) << test.text;
    EXPECT_EQ(read.error().message, "the text is not valid JSON: " + std::string(test.want)) << test.text;
  }
}

TEST(JsonFault, ReadsNoFurtherThanTheText) {
  EXPECT_EQ(find_json_fault("", 0), "");
  EXPECT_EQ(find_json_fault("[", 9), "a list or object is not closed");
}

}  // namespace
}  // namespace phoney
