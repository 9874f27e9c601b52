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
  static const Value document = *read_json(write_openapi(engine(), Settings(), GeneratorPaths::one));
  return document;
}

const Value& full_document() {
  static const Value document = *read_json(write_openapi(engine(), Settings(), GeneratorPaths::each));
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

const Value& get_of(std::string_view path) { return *full_document().find("paths")->find(path)->find("get"); }

std::string last_parameter(std::string_view path) {
  return get_of(path).find("parameters")->as_list().back().to_json();
}

TEST(OpenApi, HasOnePathForAllGenerators) {
  const Value& paths = *document().find("paths");
  EXPECT_NE(paths.find("/fake/{generator}"), nullptr);
  EXPECT_EQ(paths.find("/fake/name"), nullptr);
  EXPECT_LT(document().to_json().size(), 60'000);
}

TEST(OpenApi, HasEveryGeneratorWithItsParametersInTheFullDocument) {
  EXPECT_NE(full_document().find("paths")->find("/fake/name"), nullptr);
  EXPECT_EQ(
      last_parameter("/fake/country_code"),
      R"({"name":"representation","in":"query","required":false,"description":"alpha-2 for two letters, alpha-3 for three. Default: )"
      R"(\"alpha-2\".","schema":{"type":"string","enum":["alpha-2","alpha-3"],"default":"alpha-2"}})");
}

TEST(OpenApi, DefaultsHaveTheTypeOfTheirParameter) {
  EXPECT_EQ(last_parameter("/fake/sha256"),
            R"({"name":"raw_output","in":"query","required":false,"description":"Whether to return bytes; )"
            R"(must be false. Default: false.","schema":{"type":"boolean","default":false}})");
  // A list is a string in a query, and null cannot be written there.
  for (const Value& parameter : get_of("/fake/random_elements").find("parameters")->as_list()) {
    const Value* name = parameter.find("name");
    if (name == nullptr || (name->as_text() != "elements" && name->as_text() != "length")) continue;
    EXPECT_EQ(parameter.find("schema")->find("default"), nullptr) << name->as_text();
  }
}

TEST(OpenApi, AsksForALocaleWhereTheUsualOneHasNoSuchGenerator) {
  const Value::List& parameters = get_of("/fake/is_leap_year").find("parameters")->as_list();
  EXPECT_EQ(parameters[1].to_json(),
            R"({"name":"locale","in":"query","required":true,"description":"Locale of the values.",)"
            R"("schema":{"$ref":"#/components/schemas/Locale"},"example":"it_IT"})");
  EXPECT_EQ(
      parameters.back().to_json(),
      R"({"name":"year","in":"query","required":true,"description":"The year; required.",)"
      R"("schema":{"type":"integer","minimum":-9223372036854775808,"maximum":9223372036854775807},"example":2024})");
}

// Of a schema, and of those in it. A member of the document that is called as a keyword is harmless.
void check_for_clients(const Value& value, const std::string& place) {
  if (value.is_list()) {
    for (const Value& item : value.as_list()) check_for_clients(item, place);
    return;
  }
  const auto is = [&](std::string_view type) {
    const Value* found = value.find("type");
    if (found == nullptr) return false;
    if (found->is_text()) return found->as_text() == type;
    return std::ranges::any_of(found->as_list(), [&](const Value& item) { return item.as_text() == type; });
  };
  EXPECT_TRUE(!is("array") || value.find("items") != nullptr) << place;
  if (is("object")) {
    const bool says = value.find("properties") != nullptr || value.find("additionalProperties") != nullptr;
    EXPECT_TRUE(says) << place;
  }
  EXPECT_TRUE(value.find("enum") == nullptr || value.find("type") != nullptr) << place;
  for (const auto& [name, member] : value.as_object()) {
    if (name != "example" && name != "examples") check_for_clients(member, place + "/" + name);
  }
}

TEST(OpenApi, SaysWhatGeneratorsOfClientsNeed) {
  check_for_clients(document(), "");
  check_for_clients(full_document(), "");
  for (const char* request : {"TemplateRequest", "LargeTemplateRequest", "TemplateToCheck", "GenerateRequest"}) {
    const Value& schema = *document().find("components")->find("schemas")->find(request);
    for (const auto& [name, member] : schema.find("properties")->as_object()) {
      EXPECT_EQ(member.find("default"), nullptr) << request << '.' << name;
    }
  }
}

TEST(OpenApi, NamesTheLoginThatItsServerAccepts) {
  constexpr std::string_view kLogin = "log in as `admin` with the password `phoney-development`";
  constexpr std::string_view kFilledIn = R"("examples":["phoney-development"])";
  const std::string development = write_openapi(engine(), Settings(), GeneratorPaths::one);
  EXPECT_NE(development.find(kLogin), std::string::npos);
  EXPECT_NE(development.find(kFilledIn), std::string::npos);

  Settings named;
  named.api_username = "\"Zoë\"";
  const std::string other_user = write_openapi(engine(), named, GeneratorPaths::one);
  EXPECT_NE(other_user.find(R"(log in as `\"Zoë\"` with the password `phoney-development`)"), std::string::npos);
  EXPECT_NE(other_user.find(R"("examples":["\"Zoë\""])"), std::string::npos);
}

TEST(OpenApi, NamesNoLoginThatItsServerRefuses) {
  Settings production;
  production.production = true;
  Settings own_password;
  own_password.api_password_hash = "$2b$04$abcdefghijklmnopqrstuuLHbZT0SZAlOe5uCfNbd6P.HvrXyRQfe";
  Settings no_login;
  no_login.api_password_hash.clear();
  for (const Settings& settings : {production, own_password, no_login}) {
    for (const GeneratorPaths paths : {GeneratorPaths::one, GeneratorPaths::each}) {
      const std::string document = write_openapi(engine(), settings, paths);
      EXPECT_EQ(document.find(kDevelopmentPassword), std::string::npos);
      EXPECT_EQ(document.find(R"("admin")"), std::string::npos);
      EXPECT_TRUE(read_json(document));
    }
  }
}

TEST(OpenApi, NamesEveryFormat) {
  const Value& schemas = *document().find("components")->find("schemas");
  const Value& asked = *schemas.find("TemplateRequest")->find("properties")->find("format");
  EXPECT_EQ(asked.find("anyOf")->as_list()[0].to_json(), R"({"$ref":"#/components/schemas/FormatName"})");
  EXPECT_EQ(schemas.find("FormatName")->find("enum")->to_json(), R"(["json","ndjson","jsonl","csv","text"])");
  EXPECT_EQ(schemas.find("RecordFormat")->find("enum")->to_json(), R"(["json","ndjson","csv","text"])");
  for (const char* path : {"/template", "/api/v1/template/generate"}) {
    const Value& response = *document().find("paths")->find(path)->find("post")->find("responses")->find("200");
    for (const FormatSpec& spec : formats()) {
      EXPECT_NE(response.find("content")->find(spec.media_type), nullptr) << path << ' ' << spec.name;
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

void check_references(const Value& openapi) {
  std::set<std::string> references;
  collect_references(openapi, references);
  const Value& components = *openapi.find("components");
  for (const std::string& reference : references) {
    ASSERT_TRUE(reference.starts_with("#/components/")) << reference;
    const Value* target = &openapi;
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

TEST(OpenApi, EveryReferenceLeadsSomewhereAndEverySchemaIsUsed) {
  check_references(document());
  check_references(full_document());
}

}  // namespace
}  // namespace phoney::service
