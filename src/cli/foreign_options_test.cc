#include "cli/foreign_options.h"

#include <gtest/gtest.h>

#include "cli/commands.h"
#include "generators/engine_for_tests.h"

namespace phoney::cli {
namespace {

std::string rewritten(const std::vector<std::string>& words) {
  const auto result = without_foreign_options(engine(), fake_command, words);
  if (!result) return "";
  std::string text = result->reason + ":";
  for (const std::string& word : result->words) text += ' ' + word;
  return text;
}

TEST(ForeignOptions, BecomeParameters) {
  const struct {
    std::vector<std::string> words;
    std::string_view want;
  } tests[] = {
      {{"random_int", "--min", "1", "--count", "3"},
       "`--min` is a parameter of `random_int`, not an option: --count 3 -- random_int min=1"},
      {{"random_int", "--min=1", "-max", "5"},
       "`--min` is a parameter of `random_int`, not an option: -- random_int min=1 max=5"},
      {{"pystr", "--max-chars", "5"}, "`--max-chars` is a parameter of `pystr`, not an option: -- pystr max_chars=5"},
      {{"password", "--special-chars", "--digits", "false"},
       "`--special-chars` is a parameter of `password`, not an option: -- password special_chars=true digits=false"},
      {{"random_int", "-5", "5"}, ": -- random_int -5 5"},
      {{"name", "--sed", "1"}, ""},
      {{"random_int", "--min"}, ""},
      {{"--min", "1", "random_int"}, ""},
      {{"name"}, ""},
  };
  for (const auto& test : tests) EXPECT_EQ(rewritten(test.words), test.want) << test.words.back();
}

}  // namespace
}  // namespace phoney::cli
