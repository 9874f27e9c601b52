#include <gtest/gtest.h>

#include <regex>
#include <string>

#include "base/instant.h"
#include "base/json_reader.h"
#include "generators/engine_for_tests.h"
#include "service/openapi.h"

namespace phoney::service {
namespace {

const Value& schema(std::string_view name) {
  static const Value document = [] {
    Settings settings;
    settings.max_stream_records = 123'456;
    return *read_json(write_openapi(engine(), settings, GeneratorPaths::one));
  }();
  return *document.find("components")->find("schemas")->find(name);
}

bool has(const Value& list, std::string_view text) {
  return std::ranges::any_of(list.as_list(), [&](const Value& item) { return item.as_text() == text; });
}

TEST(OpenApiValues, InstantsAreThoseThatAreTaken) {
  const std::regex pattern(schema("Instant").find("pattern")->as_text());
  for (const char* text : {
           "2024-02-29",
           "2024-02-29T12:34:56Z",
           "2024-02-29 12:34",
           "2024-02-29T12:34:56.123456+05:30",
           "2024-02-29T12:34.5-0530",
           "2000-02-29",
           "1900-02-28",
           "0001-01-02",
           "9999-12-31T23:59:59",
           "2024-04-30",
           "",
           "2023-02-29",
           "1900-02-29",
           "0000-01-01",
           "2024-04-31",
           "2024-13-01",
           "2024-00-10",
           "2024-01-00",
           "2024-1-1",
           "2024-01-01T",
           "2024-01-01T24:00",
           "2024-01-01T12",
           "2024-01-01T12:60",
           "2024-01-01T12:00:60",
           "2024-01-01T12:00:00.",
           "2024-01-01T12:00:00.1234567",
           "2024-01-01T12:00:00,123456789Z",
           "2024-01-01T12:00:00 +0100",
           "2024-01-01T12:00:00+01",
           "2024-01-01T12:00:00-00:01:15",
           "2024-01-01T12:00:00+010030",
           "2024-01-01T12:00:00+01:0030",
           "2024-01-01T12:00:00+0100:30",
           "2024-01-01T12:00:00 01:00",
           "2024-01-01T12:00:00+5",
           "2024-01-01T12:00:00+24:00",
           "2024-01-01t12:00",
           "2024-01-01T12:00z",
           " 2024-01-01",
           "2024-01-01 ",
           "now",
       }) {
    EXPECT_EQ(std::regex_search(text, pattern), parse_instant(text).has_value()) << text;
  }
}

TEST(OpenApiValues, LocalesAreThoseThatAreTaken) {
  const Value::List& forms = schema("Locale").find("anyOf")->as_list();
  const Value& names = *forms[0].find("enum");
  EXPECT_EQ(names.as_list().size(), engine().catalogue().locale_count());
  const std::regex pattern(forms[1].find("pattern")->as_text());
  for (const std::string text : {"en_US", "EN-us", "fr", "fr_FR.UTF-8", "de@euro", "zh_Hant", "zh_TW", "", "xx",
                                 "en_USA", "en US", "_", "fr_FR_", "e", ".UTF-8"}) {
    const bool is_valid = has(names, text) || std::regex_search(text, pattern);
    EXPECT_EQ(is_valid, engine().catalogue().find_locale(text).has_value()) << text;
  }
}

TEST(OpenApiValues, CountsAreThoseOfTheirRoutes) {
  const auto most = [](const Value& count) { return count.find("maximum")->as_integer(); };
  EXPECT_EQ(most(*schema("TemplateRequest").find("properties")->find("count")), 1000);
  EXPECT_EQ(most(*schema("GenerateRequest").find("properties")->find("count")), 100);
  EXPECT_EQ(most(schema("RecordCount")), 123'456);
  for (const char* request : {"LargeTemplateRequest", "TemplateToCheck"}) {
    const Value& count = *schema(request).find("properties")->find("count");
    EXPECT_EQ(count.find("$ref")->as_text(), "#/components/schemas/RecordCount");
  }
}

}  // namespace
}  // namespace phoney::service
