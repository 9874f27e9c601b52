#include "cli/shell_word.h"

#include <gtest/gtest.h>

namespace phoney::cli {
namespace {

TEST(ShellWord, QuotesWhatAShellWouldChange) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"name", "name"},
      {"min=1", "min=1"},
      {"end_date=-30y", "end_date=-30y"},
      {"", "''"},
      {"a b", "'a b'"},
      {"it's", "'it'\\''s'"},
      {"elements=[a, b]", "elements='[a, b]'"},
      {"text=##", "text='##'"},
      {"text=?=1", "text='?=1'"},
      {"$x", "'$x'"},
  };
  for (const auto& test : tests) EXPECT_EQ(shell_word(test.text), test.want) << test.text;
}

}  // namespace
}  // namespace phoney::cli
