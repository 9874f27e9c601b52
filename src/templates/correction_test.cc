#include "templates/correction.h"

#include <gtest/gtest.h>

#include "generators/engine_for_tests.h"
#include "templates/loose_placeholder.h"

namespace phoney::templates {
namespace {

std::string corrected(std::string_view inside, std::string_view locale = "en_US") {
  const auto correction = correct(engine(), *engine().catalogue().find_locale(locale), inside);
  return correction ? correction->inside : "";
}

// What users see of the others is in tests/support/messages.py.
TEST(Correction, IsWhatCompiles) {
  const struct {
    std::string_view inside, want;
  } tests[] = {
      {"", ""},
      {"(", ""},
      {"'", ""},
      {"[", ""},
      {"$", ""},
      {"faker '", ""},
      {"random_int(min=1", ""},
      {"random_int(min=1))", ""},
      {"random_int(1, 2, 3, 4)", ""},
      {"random_int(minimum=1)", ""},
      {"random_int(min:, 1)", ""},
      {"random_int min= , 1", ""},
      {"$guid  unique  ?1]\"", "uuid4"},
      {"date_between(start_date:, -30d)", ""},
      {"random_int min = 1 , max = 2", "random_int:min=1,max=2"},
      {"[random_int min=1]", "[random_int]:min=1"},
      {"random_int[0]", "[random_int]:count=0"},
      {"email unique=true", "email:unique=true"},
      {"numerify text=it's", "numerify:text='it\\'s'"},
      {"random_element elements=(1, 2)", "random_element:elements=[1, 2]"},
      {"random_element elements=['a, b', 'c']", "random_element:elements=['a, b', 'c']"},
      {"random_element elements={a: 1, b: 2}", "random_element:elements={a: 1, b: 2}"},
      {"number.int max=5", "random_int:max=5"},
      {"number.int multipleOf=5", "random_int"},
      {"helpers.arrayElement a", "random_element:elements=[a, b]"},
  };
  for (const auto& test : tests) EXPECT_EQ(corrected(test.inside), test.want) << test.inside;
  EXPECT_EQ(corrected("state()", "en_US"), "state");
  EXPECT_EQ(corrected("state()", "fr_FR"), "") << "which has none";
}

TEST(Correction, LooksAtNoLongPlaceholders) {
  EXPECT_EQ(inside_of("a {{b c}} d", 2), "b c");
  EXPECT_EQ(inside_of("{{{b}}}", 0), "{b}");
  EXPECT_EQ(inside_of("{{b", 0), "");
  EXPECT_EQ(inside_of("{{" + std::string(301, 'x') + "}}", 0), "");
}

TEST(Correction, SplitsValuesAtCommasOrElseAtSpaces) {
  using Parts = std::vector<std::string_view>;
  EXPECT_EQ(split_value("a,b"), (Parts{"a", "b"}));
  EXPECT_EQ(split_value("New York, Los Angeles"), (Parts{"New York", "Los Angeles"}));
  EXPECT_EQ(split_value("a  b"), (Parts{"a", "b"}));
  EXPECT_EQ(split_value("'a, b' c"), (Parts{"'a, b'", "c"}));
  EXPECT_EQ(split_value(""), Parts{});
}

TEST(Correction, FindsPlaceholdersOfOtherNotations) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"x #{Name.name} y", "#{Name.name}"},
      {"${name}", "${name}"},
      {"{name}", "{name}"},
      {"a } b {", ""},
      {"", ""},
      {"{", ""},
  };
  for (const auto& test : tests) EXPECT_EQ(find_single_braces(test.text), test.want) << test.text;
}

}  // namespace
}  // namespace phoney::templates
