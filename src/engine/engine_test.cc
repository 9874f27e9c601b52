#include "engine/engine.h"

#include <gtest/gtest.h>

#include "base/json_reader.h"
#include "engine/aliases.h"
#include "generators/engine_for_tests.h"

namespace phoney {
namespace {

Result<BoundCall> bind(std::string_view locale, std::string_view generator, std::string_view parameters) {
  const Value object = *read_json(parameters);
  return engine().bind(*engine().catalogue().find_locale(locale), *engine().find_generator(generator),
                       object.as_object());
}

TEST(Engine, FindsGeneratorsByNameAndAlias) {
  const struct {
    std::string_view name, want;
  } tests[] = {{"name", "name"},          {"zip", "zip"},    {"phone", "phone_number"}, {"uuid", "uuid4"},
               {"username", "user_name"}, {"person", "name"}};
  for (const auto& test : tests) {
    EXPECT_EQ(engine().catalogue().generator_name(engine().find_generator(test.name).value()), test.want) << test.name;
  }
}

TEST(Engine, AliasesWinWhereTheLocaleLacksTheName) {
  const struct {
    std::string_view locale, name, want;
  } tests[] = {{"en_US", "street", "street_address"},
               {"en_US", "zip", "zip"},
               {"en_US", "name", "name"},
               {"en_US", "prefecture", "prefecture"}};
  for (const auto& test : tests) {
    const auto found = engine().find_generator(*engine().catalogue().find_locale(test.locale), test.name);
    EXPECT_EQ(engine().catalogue().generator_name(found.value()), test.want) << test.name;
  }
}

TEST(Engine, EveryAliasLeadsToAGenerator) {
  for (const auto& [alias, generator] : kGeneratorAliases) {
    EXPECT_TRUE(engine().catalogue().find_generator(generator)) << alias;
  }
}

TEST(Engine, UnknownGeneratorsGetSuggestions) {
  const struct {
    std::string_view name, want;
  } tests[] = {
      {"emial", "there is no generator `emial`; did you mean `email`?"},
      {"qqqqqqqqqqqqqqqq", "there is no generator `qqqqqqqqqqqqqqqq`"},
      {"", "there is no generator ``"},
  };
  for (const auto& test : tests) EXPECT_EQ(engine().find_generator(test.name).error().message, test.want);
}

TEST(Engine, BindingErrors) {
  const struct {
    std::string_view locale, generator, parameters, want, field;
  } tests[] = {
      {"en_US", "language_name", R"({"x":1})", "`language_name` has no parameter `x`; it takes none", "x"},
      {"en_US", "country_code", R"({"representaton":"alpha-3"})",
       "`country_code` has no parameter `representaton`; it takes `representation`", "representaton"},
      {"en_US", "country_code", R"({"representation":"alpha-4"})",
       "`representation` takes one of `alpha-2`, `alpha-3`, not \"alpha-4\"", "representation"},
      {"en_US", "country_code", R"({"representation":3})", "`representation` takes one of `alpha-2`, `alpha-3`, not 3",
       "representation"},
      {"en_US", "country_code", R"({"representation":"alpha-2","representation":"alpha-3"})",
       "`representation` is given twice; give it once", "representation"},
      {"en_US", "zipcode_in_state", R"({"state_abbr":true})",
       R"(`state_abbr` takes a string, not true or false (true); put it in quotes to pass a string: "true")",
       "state_abbr"},
      {"en_US", "csv", R"({"num_rows":0})", "`num_rows` must be at least 1, not 0", "num_rows"},
      {"en_US", "csv", R"({"num_rows":-36893488147419103232})",
       "`num_rows` must be at least 1, not -36893488147419103232", "num_rows"},
      {"en_US", "csv", R"({"num_rows":100001})", "`num_rows` must be at most 100000, not 100001", "num_rows"},
      {"en_US", "csv", R"({"num_rows":36893488147419103232})",
       "`num_rows` must be at most 100000, not 36893488147419103232", "num_rows"},
      {"en_US", "texts", R"({"max_nb_chars":3})", "`max_nb_chars` must be at least 5, not 3", "max_nb_chars"},
      {"en_US", "hostname", R"({"levels":-36893488147419103232})",
       "`levels` takes an integer of at most 64 bits, not an integer (-36893488147419103232)", "levels"},
  };
  for (const auto& test : tests) {
    const auto bound = bind(test.locale, test.generator, test.parameters);
    ASSERT_FALSE(bound) << test.parameters;
    EXPECT_EQ(bound.error().message, test.want);
    EXPECT_EQ(bound.error().field, test.field);
  }
}

TEST(Engine, TakesTheEndsOfARange) {
  for (const char* parameters : {R"({"num_rows":1})", R"({"num_rows":100000})"}) {
    EXPECT_TRUE(bind("en_US", "csv", parameters)) << parameters;
  }
}

TEST(Engine, ArgumentsAreBoundOnlyIfGiven) {
  EXPECT_EQ(bind("en_US", "country_code", "{}")->arguments, nullptr);
  EXPECT_NE(bind("en_US", "country_code", R"({"representation":"alpha-3"})")->arguments, nullptr);
}

TEST(Engine, GeneratorOfOtherLocalesNamesThem) {
  const auto bound = bind("en_US", "prefecture", "{}");
  ASSERT_FALSE(bound);
  EXPECT_EQ(bound.error().code, ErrorCode::unknown_generator);
  EXPECT_TRUE(bound.error().message.starts_with("locale en_US has no generator `prefecture`; "));
  EXPECT_TRUE(bound.error().message.ends_with(" locales have it, for example ja_JP"));
}

TEST(Engine, LocalesByTheNamesPeopleUse) {
  for (const std::string_view name : {"fr_FR", "fr-FR", "fr_FR.UTF-8"}) {
    EXPECT_EQ(engine().catalogue().locale_name(engine().catalogue().find_locale(name).value()), "fr_FR") << name;
  }
  EXPECT_TRUE(engine().catalogue().find_locale("fr_FX").error().message.starts_with(
      "there is no locale `fr_FX`; did you mean "));
  EXPECT_EQ(engine().catalogue().find_locale("").error().message, "there is no locale ``");
}

}  // namespace
}  // namespace phoney
