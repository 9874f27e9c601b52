#include "templates/compiler.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/json_reader.h"
#include "base/processor_time_for_tests.h"
#include "generators/engine_for_tests.h"

namespace phoney::templates {
namespace {

Compiled compile_json(std::string_view json, std::uint64_t records = 1, const Limits& limits = {}) {
  return compile(engine(), *engine().catalogue().find_locale("en_US"), *read_json(json), records, limits);
}

// Errors as "field | code | message" and the context's lines, each error ended by a newline.
std::string errors_of(const Compiled& compiled) {
  std::string result;
  for (const Error& error : compiled.errors) {
    result += fmt::format("{} | {} | {}\n", error.field, to_string(error.code), error.message);
    if (!error.context.empty()) result += error.context + '\n';
  }
  return result;
}

TEST(Compiler, ErrorsPointAtTheirPlace) {
  const struct {
    std::string_view source, want;
  } tests[] = {
      {R"({"a":"x"})",
       " | invalid_template | the template has no placeholder; add one to a string, such as {{name}}\n"},
      {R"({"a":"\\{{name}}"})",
       " | invalid_template | the template has no placeholder; add one to a string, such as {{name}}\n"},
      {R"({"a":"Hi {{language_nam}}!"})",
       "a | unknown_generator | there is no generator `language_nam`; did you mean `language_name` or `language_code`? "
       "(column 6)\nHi {{language_nam}}!\n     ^\n"},
      {R"({"a":{"b":["x",{"c":"東京 {{}}"}]}})",
       "a.b[1].c | invalid_template | expected the name of a generator, not `}` (column 6)\n東京 {{}}\n     ^\n"},
      {R"({"a":"{{language_name:x=1}}"})",
       "a | unknown_parameter | `language_name` has no parameter `x`; it takes none (column "
       "17)\n{{language_name:x=1}}\n"
       "                ^\n"},
      {R"({"a":"{{language_name:unique=1}}"})",
       "a | invalid_argument | `unique` takes true or false (column 17)\n{{language_name:unique=1}}\n                "
       "^\n"},
      {R"({"a":"{{language_name:unique=true,unique=true}}"})",
       "a | invalid_argument | `unique` is given twice; give it once (column "
       "29)\n{{language_name:unique=true,unique=true}}\n                            ^\n"},
      {R"({"a":"{{[language_name]:count=-1}}"})",
       "a | invalid_argument | `count` takes an integer from 0 to 10000, not -1 (column 19)\n"
       "{{[language_name]:count=-1}}\n                  ^\n"},
      {R"({"a":"{{[language_name]:count=x}}"})",
       "a | invalid_argument | `count` takes an integer from 0 to 10000, not \"x\" (column 19)\n"
       "{{[language_name]:count=x}}\n                  ^\n"},
      {R"({"a":"{{language_name}}","a":"x"})",
       "a | invalid_template | this key is a duplicate; give each key of an object once\n"},
      {R"({"a":"line\n\u0001\t{{}}"})",
       "a | invalid_template | expected the name of a generator, not `}` (column 10)\nline   {{}}\n         ^\n"},
  };
  for (const auto& test : tests) EXPECT_EQ(errors_of(compile_json(test.source)), test.want) << test.source;
}

TEST(Compiler, AllErrorsAreTold) {
  const Compiled compiled = compile_json(R"({"a":"{{}} {{zzzzzzzz}}","b":"{{","c":"{{language_name}}"})");
  ASSERT_EQ(compiled.errors.size(), 3U);
  EXPECT_EQ(compiled.errors[1].generator, "zzzzzzzz");
  EXPECT_EQ(compiled.errors[2].field, "b");
}

TEST(Compiler, ContextOfALongStringIsCutBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "é";
  const Compiled compiled = compile_json("{\"a\":\"" + text + "{{}}" + text + "\"}");
  ASSERT_EQ(compiled.errors.size(), 1U);
  std::string want = "…";
  for (int i = 0; i < 19; ++i) want += "é";
  want += "{{}}";
  for (int i = 0; i < 17; ++i) want += "é";
  want += "…";
  EXPECT_EQ(compiled.errors[0].message, "expected the name of a generator, not `}` (column 103)");
  EXPECT_EQ(compiled.errors[0].context, want + '\n' + std::string(22, ' ') + '^');
}

TEST(Compiler, Limits) {
  const struct {
    Limits limits;
    std::string_view source;
    std::uint64_t records;
    std::string_view want;
  } tests[] = {
      {{.max_depth = 2}, R"([["{{language_name}}"]])", 1, ""},
      {{.max_depth = 2},
       R"([[["{{language_name}}"]]])",
       1,
       "[0][0][0] | invalid_template | the template is nested more than 2 levels deep\n"},
      {{.max_placeholders = 2}, R"(["{{language_name}}{{language_name}}"])", 1, ""},
      {{.max_placeholders = 2},
       R"(["{{language_name}}{{language_name}}{{language_name}}{{language_name}}"])",
       1,
       "[0] | capacity_exceeded | the template has more than 2 placeholders\n"},
      {{.max_values = 10}, R"(["{{[language_name]:count=5}}"])", 2, ""},
      {{.max_values = 10},
       R"(["{{[language_name]:count=5}}","{{language_name}}"])",
       2,
       " | capacity_exceeded | 2 records of 6 values exceed the limit of 10 values; ask for fewer records or shorter "
       "lists\n"},
  };
  for (const auto& test : tests) {
    EXPECT_EQ(errors_of(compile_json(test.source, test.records, test.limits)), test.want) << test.source;
  }
}

TEST(Compiler, AnswersStaySmallForLargeNonsense) {
  std::string list = "[";
  for (int i = 0; i < 1000; ++i) list += R"("{{nonsense}}",)";
  const Compiled many = compile_json(list + R"("{{language_name}}"])");
  EXPECT_EQ(many.errors.size(), 50U);
  const Compiled longest = compile_json("[\"{{" + std::string(100'000, 'x') + "}}\"]");
  EXPECT_EQ(longest.errors[0].message, "there is no generator `" + std::string(60, 'x') + "...` (column 3)");
}

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

// Half a megabyte each, which took seconds where the compiler went on after its last error, or looked through what came
// before for each part.
TEST(Compiler, TakesLittleTimeForLargeNonsense) {
  const std::string sources[] = {
      R"({"a":")" + repeated("{{nmae}}", 60'000) + R"("})",
      R"({"a":")" + repeated("{{date_time:tzinfo=Berlni}}", 20'000) + R"("})",
      R"({"a":"{{name:)" + repeated("a=1,", 60'000) + repeated("unique=true,", 20'000) + R"(b=1}}"})",
  };
  for (const std::string& source : sources) {
    Compiled compiled;
    EXPECT_LT(processor_time_of([&] { compiled = compile_json(source); }), std::chrono::seconds(1));
    EXPECT_FALSE(compiled.ok());
    EXPECT_LE(compiled.errors.size(), 50U);
  }
}

TEST(Compiler, TellsWhetherItHasSeenTheWhole) {
  const struct {
    std::string source;
    bool want;
  } tests[] = {
      {R"({"a":"{{nope}}","b":"{{name}}"})", true},
      {R"({"a":")" + repeated("{{nope}}", 50) + R"("})", true},
      {R"({"a":")" + repeated("{{nope}}", 51) + R"("})", false},
      {R"({"a":)" + repeated("[", 64) + R"("{{name}}")" + repeated("]", 64) + "}", false},
      {R"({")" + std::string(2001, 'k') + R"(":"{{name}}"})", false},
  };
  for (const auto& test : tests) EXPECT_EQ(compile_json(test.source).whole, test.want) << test.source.substr(0, 60);
}

TEST(Compiler, AsksTheWorkLimitForEachValueAndPlaceholder) {
  std::stop_source stop;
  stop.request_stop();
  const std::string sources[] = {R"(["{{nope}}",)" + repeated("0,", 100) + "0]",
                                 R"({"a":"{{nope}})" + repeated("{{name}}", 100) + R"("})"};
  for (const std::string& source : sources) {
    WorkLimit work;
    work.limit_time(std::chrono::nanoseconds::max(), {.stop = stop.get_token()});
    const Compiled compiled =
        compile(engine(), *engine().catalogue().find_locale("en_US"), *read_json(source), 1, {}, work);
    EXPECT_FALSE(compiled.whole);
    EXPECT_LT(compiled.program.placeholders.size() + compiled.program.nodes.size(), 100U);
    ASSERT_FALSE(compiled.ok());
    EXPECT_EQ(compiled.errors[0].code, ErrorCode::interrupted) << "it comes first";
  }
}

TEST(Compiler, NamesFieldsByTheirPath) {
  const Compiled compiled = compile_json(R"({"a":{"":["x",{"b.c":"{{nope}}"}]},"":{"d":"{{nope}}"},"e":"{{nope}}"})");
  EXPECT_EQ(compiled.errors[0].field, "a.[1].b.c");
  EXPECT_EQ(compiled.errors[1].field, "d");
  EXPECT_EQ(compiled.errors[2].field, "e");
}

TEST(Compiler, PlaceholdersShareUniquenessByGeneratorAndParameters) {
  const Compiled compiled = compile_json(R"(["{{first_name_female}}","{{x.first_name_female}}","{{language_name}}"])");
  ASSERT_TRUE(compiled.ok());
  const auto& placeholders = compiled.program.placeholders;
  EXPECT_EQ(placeholders[0].unique_key, placeholders[1].unique_key);
  EXPECT_NE(placeholders[0].unique_key, placeholders[2].unique_key);
  EXPECT_EQ(compiled.program.unique_keys, 2U);

  const Compiled ordered = compile_json(R"(["{{random_int:min=1,max=2}}","{{random_int:max=2,min=1}}"])");
  ASSERT_TRUE(ordered.ok());
  EXPECT_EQ(ordered.program.unique_keys, 1U);
}

}  // namespace
}  // namespace phoney::templates
