#include "templates/field_references.h"

#include <gtest/gtest.h>

#include "base/json_reader.h"

namespace phoney::templates {
namespace {

bool is_reference(std::string_view name, std::string_view own, std::string_view source) {
  FieldReferences references;
  EXPECT_TRUE(references.add(name, own, 7));
  WorkLimit work;
  const auto found = references.find_in(*read_json(source), work);
  EXPECT_TRUE(found.empty() || found == std::set<std::size_t>{7});
  return !found.empty();
}

TEST(FieldReferences, AreNamesAtTheEndOfAnotherFieldsPath) {
  const struct {
    std::string_view name, own, source;
    bool want;
  } tests[] = {
      {"id", "link", R"({"id":1,"link":2})", true},
      {"id", "id", R"({"id":1})", false},
      {"id", "link", R"({"kid":1,"link":2})", false},
      {"a.b", "c", R"({"a":{"b":1},"c":2})", true},
      {"a.b", "c", R"({"x":[[{"a":[{"b":1}]}]],"c":2})", true},
      {"a.b", "a.b", R"({"a":{"b":1}})", false},
      {"a.b", "a[3].b", R"({"a":[{"b":1}]})", false},
      {"a.b", "x.a.b", R"({"x":{"a":{"b":1}}})", false},
      {"a.b", "c", R"({"a.b":1})", true},
      {"a.b", "c", R"({"a":{"c":{"b":1}}})", false},
      {"b", "c", "[1]", false},
  };
  for (const auto& test : tests) EXPECT_EQ(is_reference(test.name, test.own, test.source), test.want) << test.source;
}

TEST(FieldReferences, AreBounded) {
  FieldReferences references;
  EXPECT_FALSE(references.add("a.b.c.d.e.f.g.h.i", "x", 0)) << "longer than anybody's";
  for (std::size_t i = 0; i < 20; ++i) EXPECT_TRUE(references.add("a", "x" + std::to_string(i), i));
  EXPECT_FALSE(references.add("a", "x", 20));
  for (std::size_t i = 1; i < 1000; ++i) EXPECT_TRUE(references.add("a" + std::to_string(i), "x", i));
  EXPECT_FALSE(references.add("b", "x", 0));
}

TEST(FieldReferences, AskTheWorkLimit) {
  std::stop_source stop;
  stop.request_stop();
  WorkLimit work;
  work.limit_time(std::chrono::nanoseconds::max(), {.stop = stop.get_token()});
  std::string source = R"({"id":1)";
  for (int i = 0; i < 100; ++i) source += ",\"k" + std::to_string(i) + R"(":{"id":1})";
  FieldReferences references;
  references.add("id", "id", 1);
  EXPECT_TRUE(references.find_in(*read_json(source + "}"), work).empty());
}

}  // namespace
}  // namespace phoney::templates
