#include "cli/fake_correction.h"

#include <gtest/gtest.h>

#include "generators/engine_for_tests.h"

namespace phoney::cli {
namespace {

std::string corrected(std::vector<std::string> arguments, std::map<std::string_view, std::string> options = {}) {
  const auto locale = engine().catalogue().find_locale("en_US");
  return correct_fake(engine(), *locale, {std::move(arguments), std::move(options)}).value_or("");
}

TEST(FakeCorrection, KnowsWhatWasMeant) {
  const struct {
    std::vector<std::string> arguments;
    std::string_view want;
  } tests[] = {
      {{"random_int", "1", "5"}, "write a parameter as NAME=VALUE: phoney fake random_int min=1 max=5"},
      {{"random_int", "min", "1", "max", "5"}, "write a parameter as NAME=VALUE: phoney fake random_int min=1 max=5"},
      {{"random_int", "min", "=", "1"}, "write a parameter without spaces: phoney fake random_int min=1"},
      {{"random_int", "min=", "1"}, "write a parameter without spaces: phoney fake random_int min=1"},
      {{"random_int", "min=1,max=5"}, "separate parameters with spaces: phoney fake random_int min=1 max=5"},
      {{"random_int", "1", "max=5"}, "write a parameter as NAME=VALUE: phoney fake random_int min=1 max=5"},
      {{"min=1", "random_int"}, "write a parameter after its generator: phoney fake random_int min=1"},
      {{"name", "3"}, "give the number of values as an option: phoney fake name --count 3"},
      {{"3", "name"}, "give the number of values as an option: phoney fake name --count 3"},
      {{"name", "email", "3"}, "give the number of values as an option: phoney fake name email --count 3"},
      {{"sentence", "3"},
       "write a parameter as NAME=VALUE: phoney fake sentence nb_words=3; or, for 3 values: phoney fake sentence "
       "--count "
       "3"},
      {{"name,email"}, "separate generators with spaces: phoney fake name email"},
      {{"name,", "email"}, "separate generators with spaces: phoney fake name email"},
      {{"name email"}, "separate generators with spaces: phoney fake name email"},
      {{"name()"}, "write only the name of the generator: phoney fake name"},
      {{"{{name}}"}, "write only the name of the generator: phoney fake name"},
      {{"fake.name()"}, "write only the name of the generator: phoney fake name"},
      {{"first-name"}, "write only the name of the generator: phoney fake first_name"},
      {{"person.firstName"}, "write only the name of the generator: phoney fake first_name"},
      {{"random_int:min=1,max=5"},
       "write the generator and its parameters as separate words: phoney fake random_int min=1 max=5"},
      {{"{{random_int:min=1,max=5}}"},
       "write the generator and its parameters as separate words: phoney fake random_int min=1 max=5"},
      {{"random_int(1, 5)"},
       "write the generator and its parameters as separate words: phoney fake random_int min=1 max=5"},
      {{"numerify", "##-##"}, "write a parameter as NAME=VALUE: phoney fake numerify text='##-##'"},
      {{"name", "count=3"}, "`count` is an option: phoney fake name --count 3"},
      {{"name", "locale=de_DE", "seed=1"}, "`locale` is an option: phoney fake name --locale de_DE --seed 1"},
      {{"email", "unique=true"}, "`unique` is an option: phoney fake email --unique"},
      {{"iban", "country=DE"}, "`iban` has no parameter `country`; choose a locale: phoney fake iban --locale de_DE"},
      {{"random_element", "a", "b", "c"},
       "write a parameter as NAME=VALUE: phoney fake random_element elements='[\"a\",\"b\",\"c\"]'"},
      {{"profile", "ssn,birthdate"},
       "write a parameter as NAME=VALUE: phoney fake profile fields='[\"ssn\",\"birthdate\"]'"},
      {{"[name]:count=3"}, "write the generator and its parameters as separate words: phoney fake name --count 3"},
      {{"{{first_name}} {{last_name}}"},
       "give a template to phoney generate: phoney generate -t '\"{{first_name}} {{last_name}}\"'"},
      {{R"({"a": "{{name}}", "b": 1})"},
       R"(give a template to phoney generate: phoney generate -t '{"a":"{{name}}","b":1}')"},
      {{"name:count=3"}, "write the generator and its parameters as separate words: phoney fake name --count 3"},
      {{"[name]:count=3"}, "write the generator and its parameters as separate words: phoney fake name --count 3"},
      {{"random_int:min=1,max=6,count=3"},
       "write the generator and its parameters as separate words: phoney fake random_int min=1 max=6 --count 3"},
      {{"name", "de_DE"}, "give the locale as an option: phoney fake name --locale de_DE"},
  };
  for (const auto& test : tests) EXPECT_EQ(corrected(test.arguments), test.want) << test.arguments.back();
}

TEST(FakeCorrection, KeepsOptions) {
  EXPECT_EQ(corrected({"name,email"}, {{"--format", "csv"}, {"--quiet", ""}, {"--seed", "a b"}}),
            "separate generators with spaces: phoney fake name email --seed 'a b' --format csv --quiet");
}

TEST(FakeCorrection, ProposesNothingThatFails) {
  const std::vector<std::string> lines[] = {
      {},
      {"name"},
      {"nmae"},
      {"name", "nmae"},
      {"name", "nmae", "3"},
      {"name", "3", "4"},
      {"name", "0"},
      {"name", "count=x"},
      {"name", "9999999999999999"},
      {"name", "x=1"},
      {"name", "=x"},
      {"name,nmae"},
      {"{{name}} {{nmae}}"},
      {"name", "country=Atlantis"},
      {"name", "locale=xx_XX"},
      {"name", "unique=7"},
      {"random_int", "min"},
      {"random_int", "1", "2", "3", "4"},
      {"random_int", "min=x", "5"},
      {"nothing(1)"},
      {"-"},
      {""},
  };
  for (const auto& line : lines) EXPECT_EQ(corrected(line), "") << (line.empty() ? "" : line.back());
  EXPECT_EQ(corrected({"name", "3"}, {{"--count", "4"}}), "");
}

}  // namespace
}  // namespace phoney::cli
