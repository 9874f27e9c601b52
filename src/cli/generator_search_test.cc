#include "cli/generator_search.h"

#include <gtest/gtest.h>

#include "generators/engine_for_tests.h"
#include "templates/compiler.h"

namespace phoney::cli {
namespace {

TEST(GeneratorSearch, EachTopicFindsItsGenerators) {
  for (const Topic& topic : topics()) {
    for (const std::string_view word : split_at_spaces(topic.words)) {
      const GeneratorSearch search(word);
      EXPECT_EQ(search.topic(), &topic) << word;
      for (const std::string_view name : split_at_spaces(topic.generators))
        EXPECT_LE(search.rank(name, "", "").match, Match::other_name) << word << " for " << name;
    }
  }
}

TEST(GeneratorSearch, AdviceShowsPlaceholdersThatCompile) {
  const LocaleId locale = *engine().catalogue().find_locale("en_US");
  for (const Topic& topic : topics()) {
    if (topic.advice.find("{{") == std::string_view::npos) continue;
    const auto compiled = templates::compile(engine(), locale, Value::text(std::string(topic.advice)), 1, {});
    EXPECT_TRUE(compiled.ok()) << topic.advice;
  }
}

TEST(GeneratorSearch, Matches) {
  const struct {
    std::string_view pattern, name, provider, description;
    Match want;
  } tests[] = {
      {"phone number", "phone_number", "", "", Match::name},
      {"Phone-Number", "phone_number", "", "", Match::name},
      {"phone_number", "phone_number", "", "", Match::name},
      {"phoneNumber", "phone_number", "", "", Match::name},
      {"phonenumber", "phone_number", "", "", Match::name},
      {"e-mail", "email", "", "", Match::name},
      {"creditcard", "credit_card_number", "", "", Match::beginning},
      {"Credit Card", "credit_card_number", "", "", Match::beginning},
      {"cardNumber", "credit_card_number", "", "", Match::part},
      {"ditcard", "credit_card_number", "", "", Match::none},
      {"arcode", "area_code", "", "", Match::none},
      {"amount", "place", "", "The name of a mountain.", Match::none},
      {"ZipCode", "place", "", "A ZIP code.", Match::description},
      {"red", "credit_card_number", "", "", Match::part},
      {"ip", "zipcode", "", "", Match::none},  // too short
      {"id", "iana_id", "", "", Match::part},
      {"full name", "name", "", "", Match::other_name},  // an alias
      {"person.firstName", "first_name", "", "", Match::other_name},
      {"zip", "postcode", "", "", Match::other_name},
      {"internet", "slug", "internet", "", Match::provider},
      {"Date Time", "month", "date_time", "", Match::provider},
      {"inter", "slug", "internet", "", Match::none},
      {"first-n*", "first_name", "", "", Match::name},
      {"first n*", "first_name", "", "", Match::name},
      {"md[4-6]", "md5", "", "", Match::name},
      {"md[!4-6]", "md5", "", "", Match::none},
      {"gps-position", "place", "", "A GPS position.", Match::description},
      {"ip address", "localhost", "", "An IPv4 address or network.", Match::description},
      {"IPAddress", "localhost", "", "An address in IPv4.", Match::description},
      {"female name", "first_name", "", "Of a woman: female.", Match::description},
      {"random_int", "pyint", "", "A random integer.", Match::none},
      {"osition", "place", "", "A GPS position.", Match::none},
      {"salary", "bothify", "", "A text with the price of something.", Match::none},
      {"", "name", "", "", Match::part},
      {"/", "name", "", "", Match::none},
  };
  for (const auto& test : tests) {
    const Rank rank = GeneratorSearch(test.pattern).rank(test.name, test.provider, test.description);
    EXPECT_EQ(rank.match, test.want) << test.pattern << " and " << test.name;
  }
}

TEST(GeneratorSearch, ATopicsBestGeneratorComesFirst) {
  const GeneratorSearch search("price");
  EXPECT_LT(search.rank("pricetag", "", ""), search.rank("pydecimal", "", ""));
  const GeneratorSearch timestamp("timestamp");
  EXPECT_LT(timestamp.rank("unix_time", "", ""), timestamp.rank("iso8601", "", ""));
}

}  // namespace
}  // namespace phoney::cli
