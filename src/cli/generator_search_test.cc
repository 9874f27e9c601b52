#include "cli/generator_search.h"

#include <gtest/gtest.h>

#include "generators/engine_for_tests.h"

namespace phoney::cli {
namespace {

TEST(GeneratorSearch, EachSynonymFindsAGenerator) {
  const Catalogue& catalogue = engine().catalogue();
  for (const Synonym& synonym : search_synonyms()) {
    bool found = false;
    for (GeneratorId id = 0; id < catalogue.generator_count() && !found; ++id) {
      const std::string_view name = catalogue.generator_name(id);
      // Without a description, only the name and the synonym can match.
      found = match_generator(synonym.standing_for, name, "") == Match::name &&
              match_generator(synonym.word, name, "") == Match::description;
    }
    EXPECT_TRUE(found) << synonym.word << " for " << synonym.standing_for;
  }
}

TEST(GeneratorSearch, Matches) {
  const struct {
    std::string_view pattern, name, description;
    Match want;
  } tests[] = {
      {"phone number", "phone_number", "", Match::name},
      {"Phone-Number", "phone_number", "", Match::name},
      {"phone_number", "phone_number", "", Match::name},
      {"full name", "name", "", Match::name},  // an alias
      {"first-n*", "first_name", "", Match::name},
      {"first n*", "first_name", "", Match::name},
      {"md[4-6]", "md5", "", Match::name},
      {"md[!4-6]", "md5", "", Match::none},
      {"gps-position", "coordinate", "A GPS position.", Match::description},
      {"random_int", "pyint", "A random integer.", Match::none},
      {"osition", "coordinate", "A GPS position.", Match::none},
      {"zip", "postcode", "", Match::description},
      {"salary", "bothify", "A text with the price of something.", Match::none},
  };
  for (const auto& test : tests)
    EXPECT_EQ(match_generator(test.pattern, test.name, test.description), test.want) << test.pattern;
}

}  // namespace
}  // namespace phoney::cli
