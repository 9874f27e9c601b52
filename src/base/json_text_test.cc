#include "base/json_text.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

TEST(JsonText, EscapesInPlace) {
  const std::string sixteen = "0123456789abcdef";
  const struct {
    std::string text, want;
  } tests[] = {
      {"", ""},
      {"plain", "plain"},
      {"東京é😀", "東京é😀"},
      {"a\"b\\c/d", R"(a\"b\\c/d)"},
      {"\b\f\n\r\t", R"(\b\f\n\r\t)"},
      {std::string("\0\x01\x1f\x7f", 4), "\\u0000\\u0001\\u001f\x7f"},
      {sixteen, sixteen},
      {sixteen + "\"", sixteen + "\\\""},
      {"\"" + sixteen + sixteen, "\\\"" + sixteen + sixteen},
      {sixteen + "é\n" + sixteen, sixteen + "é\\n" + sixteen},
      {std::string(1000, '\x02'),
       [] {
         std::string want;
         for (int i = 0; i < 1000; ++i) want += "\\u0002";
         return want;
       }()},
  };
  for (const auto& test : tests) {
    Output out(1);
    out.append("\"\n");
    out.append(test.text);
    escape_json(out, 2);
    EXPECT_EQ(out.view(), "\"\n" + test.want) << test.text;
  }
}

TEST(JsonText, ListsOfTexts) {
  Output out;
  append_json_texts(out, std::vector<std::string>{});
  append_json_texts(out, std::vector<std::string>{"a", "\""});
  EXPECT_EQ(out.view(), R"([]["a","\""])");
}

TEST(JsonText, OnlyTextKeepsItsQuote) {
  const struct {
    Kind kind;
    std::string_view value, want;
  } tests[] = {
      {Kind::text, "a\"", R"(:"a\"")"},
      {Kind::number, "12", ":12"},
      {Kind::literal, "null", ":null"},
      {Kind::encoded, R"(["a"])", R"(:["a"])"},
  };
  for (const auto& test : tests) {
    Output out(1);
    out.append(":\"");
    out.append(test.value);
    out.set_kind(test.kind);
    finish_json_value(out, 1);
    EXPECT_EQ(out.view(), test.want);
  }
}

}  // namespace
}  // namespace phoney
