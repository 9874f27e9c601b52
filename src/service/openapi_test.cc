#include "service/openapi.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "base/json_reader.h"
#include "formats/format.h"
#include "generators/engine_for_tests.h"
#include "service/routes/routes.h"

namespace phoney::service {
namespace {

const Value& document() {
  static const Value document = *read_json(write_openapi(engine(), 1'000'000));
  return document;
}

TEST(OpenApi, HasEveryRouteThatIsDescribed) {
  const Value& paths = *document().find("paths");
  for (const RouteGroup* group : all_routes()) {
    for (const Route& route : group->routes) {
      const Value* path = paths.find(route.pattern);
      EXPECT_EQ(path != nullptr, !route.summary.empty()) << route.pattern;
      if (path == nullptr) continue;
      const Value* operation = path->find(route.method == "GET" ? "get" : "post");
      ASSERT_NE(operation, nullptr) << route.pattern;
      EXPECT_EQ(operation->find("security") != nullptr, route.rules.authenticated) << route.pattern;
      EXPECT_EQ(operation->find("requestBody") != nullptr, !route.body.empty()) << route.pattern;
    }
  }
}

TEST(OpenApi, HasEveryGeneratorWithItsParameters) {
  const Value& paths = *document().find("paths");
  ASSERT_NE(paths.find("/fake/name"), nullptr);
  const Value& operation = *paths.find("/fake/country_code")->find("get");
  EXPECT_EQ(operation.find("parameters")->as_list().back().to_json(),
            R"({"name":"representation","in":"query","required":false,"description":"Two letters or three. Default: )"
            R"(\"alpha-2\".","schema":{"type":"string","enum":["alpha-2","alpha-3"]}})");
}

TEST(OpenApi, NamesEveryFormat) {
  const Value& schemas = *document().find("components")->find("schemas");
  const Value& asked = *schemas.find("TemplateRequest")->find("properties")->find("format");
  EXPECT_EQ(asked.find("enum")->to_json(), R"(["json","ndjson","jsonl","csv","text",null])");
  EXPECT_EQ(schemas.find("RecordFormat")->find("enum")->to_json(), R"(["json","ndjson","csv","text"])");
  for (const char* path : {"/template", "/api/v1/template/generate"}) {
    const Value& answer = *document().find("paths")->find(path)->find("post")->find("responses")->find("200");
    for (const FormatSpec& spec : formats()) {
      EXPECT_NE(answer.find("content")->find(spec.media_type), nullptr) << path << ' ' << spec.name;
    }
  }
}

void collect_references(const Value& value, std::set<std::string>& references) {
  if (value.is_list()) {
    for (const Value& item : value.as_list()) collect_references(item, references);
  }
  for (const auto& [name, member] : value.as_object()) {
    if (name == "$ref") references.insert(member.as_text());
    collect_references(member, references);
  }
}

TEST(OpenApi, EveryReferenceLeadsSomewhereAndEverySchemaIsUsed) {
  std::set<std::string> references;
  collect_references(document(), references);
  const Value& components = *document().find("components");
  for (const std::string& reference : references) {
    ASSERT_TRUE(reference.starts_with("#/components/")) << reference;
    const Value* target = &document();
    std::istringstream names(reference.substr(2));
    for (std::string name; std::getline(names, name, '/');) {
      target = target->find(name);
      ASSERT_NE(target, nullptr) << reference;
    }
  }
  for (const auto& [name, schema] : components.find("schemas")->as_object()) {
    EXPECT_TRUE(references.contains("#/components/schemas/" + name)) << name;
  }
}

}  // namespace
}  // namespace phoney::service
