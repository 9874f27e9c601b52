// GET /template/examples and GET /api/v1/template/examples: requests that clients can send unchanged.

#include "service/call.h"
#include "service/routes/routes.h"

namespace phoney::service {
namespace {

constexpr std::string_view kFewExamples = R"({
"basic_example":{"template":{"name":"{{name}}","email":"{{email}}","age":"{{random_int:min=18,max=80}}"},"count":5},
"array_example":{"template":{"company":"{{company}}","employees":"{{[name]:count=3}}","slogans":"{{[catch_phrase]:count=2}}"},
  "count":3},
"syntax_guide":{
  "simple_placeholder":"{{generator}} - a value",
  "with_parameters":"{{generator:param=value}} - a value with parameters",
  "arrays":"{{[generator]:count=5}} - a list of values"},
"quick_start":"Send one of the examples as the body of POST /template."})";

constexpr std::string_view kExamples = R"({"examples":{
"basic_user_template":{"description":"Users with a name, an email address, a phone number and an age.","template":{
  "name":"{{name}}","email":"{{email}}","phone":"{{phone_number}}","age":"{{random_int:min=18,max=80}}"},"count":10},
"ecommerce_template":{"description":"Orders with a customer and the items bought.","template":{
  "order":"{{numerify:text='ORD-######'}}",
  "customer":{"name":"{{name}}","email":"{{email}}",
    "address":{"street":"{{street_address}}","city":"{{city}}","postcode":"{{postcode}}"}},
  "items":[{"product":"{{catch_phrase}}","quantity":"{{random_int:min=1,max=5}}"},
    {"product":"{{catch_phrase}}","quantity":"{{random_int:min=1,max=5}}"}],
  "currency":"{{currency_code}}","paid":"{{boolean}}"},"count":5},
"array_template":{"description":"Lists of generated values.","template":{
  "team":"{{company}}","members":"{{[name]:count=4}}","keywords":"{{[word]:count=3}}"},"count":3},
"localized_template":{"description":"A template that works in any locale.","template":{
  "name":"{{name}}","address":"{{address}}","phone":"{{phone_number}}","job":"{{job}}"},"count":5,"locale":"de_DE"}},
"syntax_help":{
  "simple":"{{generator}}",
  "parameters":"{{generator:name=value,name=value}}",
  "arrays":"{{[generator]:count=3}}",
  "in_text":"Dear {{first_name}}, ...",
  "nested":"Objects and lists can be nested. Strings without placeholders, numbers, true, false and null stay unchanged.",
  "unique":"{{email:unique=true}}",
  "literal_braces":"\\{{"},
"documentation":"GET /generators lists the generators and their parameters. You can try them at /docs."})";

void few_examples(const Call&, Response& response) { response.body.append(kFewExamples); }
void examples(const Call&, Response& response) { response.body.append(kExamples); }

constexpr Route kRoutes[] = {
    {.method = "GET",
     .pattern = "/template/examples",
     .handler = few_examples,
     .summary = "Get two example templates",
     .response = "FewExamples"},
    {.method = "GET",
     .pattern = "/api/v1/template/examples",
     .handler = examples,
     .summary = "Get example templates and the template syntax",
     .response = "Examples"},
};

constexpr std::string_view kSchemas = R"(
"FewExamples":{"type":"object","required":["basic_example","array_example","syntax_guide","quick_start"],"properties":{
  "basic_example":{"$ref":"#/components/schemas/TemplateRequest"},
  "array_example":{"$ref":"#/components/schemas/TemplateRequest"},
  "syntax_guide":{"type":"object","additionalProperties":{"type":"string"}},
  "quick_start":{"type":"string"}}},
"Examples":{"type":"object","required":["examples","syntax_help","documentation"],"properties":{
  "examples":{"type":"object","additionalProperties":{"$ref":"#/components/schemas/TemplateRequest"}},
  "syntax_help":{"type":"object","additionalProperties":{"type":"string"}},
  "documentation":{"type":"string"}}})";

}  // namespace

constinit const RouteGroup example_routes{"templates", "", RequestKind::other, kRoutes, kSchemas};

}  // namespace phoney::service
