#include "templates/foreign_names.h"

#include <set>

#include <gtest/gtest.h>

#include "generators/engine_for_tests.h"
#include "templates/compiler.h"

namespace phoney::templates {
namespace {

Compiled compile_inside(std::string_view inside) {
  return compile(engine(), *engine().catalogue().find_locale("en_US"), Value::text("{{" + std::string(inside) + "}}"),
                 1, {});
}

TEST(ForeignNames, EachStandsForAPlaceholderThatCompiles) {
  for (const ForeignName& entry : foreign_names()) {
    const Compiled compiled = compile_inside(entry.ours);
    EXPECT_TRUE(compiled.ok()) << entry.name << ": " << (compiled.ok() ? "" : compiled.errors.front().message);
    EXPECT_TRUE(compiled.warnings.empty()) << entry.name;
  }
}

TEST(ForeignNames, EachStandsOnceInItsProject) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const ForeignName& entry : foreign_names()) {
    EXPECT_TRUE(seen.emplace(entry.project, entry.name).second) << entry.name;
    EXPECT_EQ(find_foreign_name(entry.name)->name, entry.name);
  }
}

// Else the entry would say nothing, or the hint would not appear.
TEST(ForeignNames, NoneMeansTheSameAnyhow) {
  for (const ForeignName& entry : foreign_names()) {
    const Compiled compiled = compile_inside(entry.name);
    EXPECT_TRUE(!compiled.ok() || !compiled.warnings.empty() || entry.project == "Ruby's Faker" ||
                entry.name == "title" || entry.name == "long")
        << entry.name;
  }
}

TEST(ForeignNames, AreFoundInOtherSpellings) {
  const struct {
    std::string_view name, project, want;
  } tests[] = {
      {"person.firstName", "faker-js", "first_name"},
      {"Person.first_name", "faker-js", "first_name"},
      {"faker.person.firstName", "faker-js", "first_name"},
      {"Name.firstName", "Datafaker", "first_name"},
      {"Name.first_name", "Ruby's Faker", "first_name"},
      {"Faker::Name.first_name", "Ruby's Faker", "first_name"},
      {"$guid", "Postman", "uuid4"},
      {"randomUUID", "Postman", "uuid4"},
      {"IP Address v4", "Mockaroo", "ipv4"},
      {"oneOf", "Mockoon", "random_element:elements=[a, b]"},
  };
  for (const auto& test : tests) {
    const ForeignName* found = find_foreign_name(test.name);
    ASSERT_NE(found, nullptr) << test.name;
    EXPECT_EQ(found->project, test.project) << test.name;
    EXPECT_EQ(found->ours, test.want) << test.name;
  }
  for (const std::string_view name : {"", "nothing", "faker.", "name"})
    EXPECT_EQ(find_foreign_name(name), nullptr) << name;
  EXPECT_EQ(find_foreign_name(std::string(100'000, 'x')), nullptr);
}

}  // namespace
}  // namespace phoney::templates
