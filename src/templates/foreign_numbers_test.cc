#include "templates/foreign_numbers.h"

#include <gtest/gtest.h>

namespace phoney::templates {
namespace {

TEST(ForeignNumbers, StandForWhatTheOtherToolMeans) {
  const struct {
    std::string_view name, argument, number, want;
  } tests[] = {
      {"string.alpha", "", "5", "pystr:min_chars=5,max_chars=5"},
      {"string.alpha", "length", "12", "pystr:min_chars=12,max_chars=12"},
      {"string.alphanumeric", "", "8", "password:length=8,special_chars=false"},
      {"string.numeric", "length", "3", "numerify:text=###"},
      {"string.hexadecimal", "length", "4", "hexify:text=^^^^"},
      {"number.int", "", "10", "random_int:min=0,max=10"},
      {"date.past", "years", "2", "past_datetime:start_date=-2y"},
      {"date.soon", "days", "3", "future_datetime:end_date=+3d"},
      {"lorem", "", "4", "sentence:nb_words=4,variable_nb_words=false"},
      {"Alphanumeric.alpha", "number", "7", "pystr:min_chars=7,max_chars=7"},
      {"Date.backward", "days", "14", "past_date:start_date=-14d"},
      // Not that argument, no number, or none that a hint should repeat.
      {"string.alpha", "casing", "5", ""},
      {"string.alpha", "", "'a'", ""},
      {"string.alpha", "", "0", ""},
      {"string.alpha", "", "-5", ""},
      {"string.alpha", "", "12345678901234567890", ""},
      {"string.numeric", "", "101", ""},
      {"person.firstName", "", "5", ""},
  };
  for (const auto& test : tests) {
    const ForeignName* foreign = find_foreign_name(test.name);
    ASSERT_NE(foreign, nullptr) << test.name;
    EXPECT_EQ(with_number(*foreign, test.argument, test.number).value_or(""), test.want)
        << test.name << ' ' << test.argument << ' ' << test.number;
  }
}

}  // namespace
}  // namespace phoney::templates
