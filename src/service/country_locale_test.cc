#include "service/country_locale.h"

#include <gtest/gtest.h>

#include "generators/engine_for_tests.h"

namespace phoney::service {
namespace {

TEST(CountryLocale, IsThatOfTheCountryOrTheLanguage) {
  const struct {
    std::string_view generator, parameter, value, want;
  } tests[] = {
      {"iban", "country", "DE", "de_DE"},      {"iban", "country", "de", "de_DE"},
      {"iban", "country_code", "AT", "de_AT"}, {"name", "country", "US", "en_US"},
      {"name", "country", "JP", "ja_JP"},      {"name", "country", "UK", "en_GB"},
      {"name", "country", "IN", "en_IN"},      {"name", "country", "FR", "fr_FR"},
      {"name", "country", "ja", "ja_JP"},      {"name", "country", "xx", ""},
      {"name", "country", "de-at", "de_AT"},   {"name", "lang", "uk", "uk_UA"},
      {"name", "lang", "en", "en_US"},         {"name", "language", "de", "de_DE"},
      {"zipcode", "country", "DE", ""},                                       // not de_LI, which has it
      {"nothing", "country", "DE", ""},        {"sss", "country", "DE", ""},  // only the Philippines have it
  };
  for (const auto& test : tests) {
    EXPECT_EQ(meant_locale(engine(), test.generator, test.parameter, test.value).value_or(""), test.want)
        << test.parameter << " " << test.value;
  }
}

TEST(CountryLocale, Parameters) {
  EXPECT_TRUE(means_locale("country"));
  EXPECT_TRUE(means_locale("lang"));
  EXPECT_FALSE(means_locale("locale"));  // an option
}

}  // namespace
}  // namespace phoney::service
