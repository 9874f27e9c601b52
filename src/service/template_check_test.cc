#include "service/template_check.h"

#include <gtest/gtest.h>

#include "base/json_reader.h"
#include "base/processor_time_for_tests.h"
#include "generators/engine_for_tests.h"

namespace phoney::service {
namespace {

std::string checked(const std::string& body, Cancellation cancellation = {}) {
  Output out;
  const CheckedTemplate checked = check_template(engine(), *read_json(body), 1000, std::move(cancellation), out);
  if (const auto* error = std::get_if<Error>(&checked)) return std::string(to_string(error->code));
  EXPECT_TRUE(std::holds_alternative<std::monostate>(checked)) << body.substr(0, 80);
  return std::string(out.view());
}

TEST(TemplateCheck, ListsFieldsByTheirPath) {
  EXPECT_EQ(checked(R"({"template":{"a":["x",{"b":"{{[random_digit]:count=0}}"}],"c":"{0}"}})"),
            R"({"valid":true,"errors":[],"warnings":)"
            R"(["c: this string has braces but no placeholder; write placeholders like {{name}}"],"detected_fields":)"
            R"([{"generator":"random_digit","parameters":null,"array_count":0,"nested_path":"a[1].b"}],)"
            R"("estimated_size":30})");
}

TEST(TemplateCheck, ListsNothingOfATemplateThatItLeft) {
  std::string source = R"({"template":{"a":")";
  for (int i = 0; i < 1000; ++i) source += "{{nope}}";
  EXPECT_NE(checked(source + R"("}})").find(R"("detected_fields":[],"estimated_size":null})"), std::string::npos);
}

TEST(TemplateCheck, EndsWhenItIsToldToStop) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(checked(R"({"template":{"a":"{{name}}"}})", {.stop = stop.get_token()}), "interrupted")
      << "which says nothing about the template";
}

// Below a nesting that is too deep, paths have no bound.
TEST(TemplateCheck, TakesLittleTimeForDeepPaths) {
  std::string source = R"({"template":)";
  for (int i = 0; i < 66; ++i) source += R"({"k":)";
  source += "{\"" + std::string(100'000, 'l') + "\":[0";
  for (int i = 0; i < 200'000; ++i) source += ",0";
  source += "]}" + std::string(66, '}') + "}";
  EXPECT_LT(processor_time_of([&] { checked(source); }), std::chrono::seconds(1));
}

}  // namespace
}  // namespace phoney::service
