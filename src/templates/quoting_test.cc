#include "templates/quoting.h"

#include <gtest/gtest.h>

namespace phoney::templates {
namespace {

TEST(Quoting, PutsTextsWithSpacesInQuotes) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"[New York, Los Angeles]", "['New York', 'Los Angeles']"},
      {"[a, b]", "[a, b]"},
      {"[it's me, \"a, b\", 'c d']", R"(['it\'s me', "a, b", 'c d'])"},
      {"[at 10:30, [a b]]", "['at 10:30', ['a b']]"},
      {"{New York: 1, b: at 10:30}", "{'New York': 1, b: 'at 10:30'}"},
      {"[a b] c", "['a b']"},
      {"[a b", ""},
      {"[a b}", ""},
      {"['a b]", ""},
      {"a b", ""},
      {"", ""},
  };
  for (const auto& test : tests) EXPECT_EQ(with_quotes(test.text).value_or(""), test.want) << test.text;
}

TEST(Quoting, LooksAtNoLongLists) { EXPECT_FALSE(with_quotes('[' + std::string(300, 'x') + ']')); }

}  // namespace
}  // namespace phoney::templates
