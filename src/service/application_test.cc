// Expected values: Faker 40.54.0, Faker(locale), seed_instance(...).

#include "service/application.h"

#include <regex>

#include <gtest/gtest.h>

#include "generators/engine_for_tests.h"

namespace phoney::service {
namespace {

struct Received {
  int status;
  std::string body;
  std::string allow;
  RequestKind kind;
};

Received ask(std::string_view method, std::string_view path, std::string_view query = "", std::string_view body = "",
             std::string_view content_type = "application/json") {
  static Application application(engine());
  const Header headers[] = {{"content-type", content_type}};
  Request request{.method = method, .path = path, .query = query, .headers = headers, .body = body};
  Response response;
  application.handle(request, response);
  static const std::regex kTime(R"re("execution_time_ms":[0-9.]+)re");
  static const std::regex kRepeat(R"re(,"now":"[-0-9T:.]+Z","data_version":"[0-9a-f]+")re");
  std::string text = std::regex_replace(std::string(response.body.view()), kTime, R"("execution_time_ms":T)");
  Received received{response.status, std::regex_replace(text, kRepeat, R"(,R)"), {}, response.kind};
  for (const auto& [name, value] : response.headers) {
    if (name == "Allow") received.allow = value;
  }
  return received;
}

Received post(std::string_view body) { return ask("POST", "/template", "", body); }

TEST(Application, Routes) {
  const struct {
    std::string_view method, path;
    int status;
    std::string_view allow;
  } tests[] = {
      {"GET", "/health", 200, ""},
      {"HEAD", "/health", 200, ""},
      {"POST", "/health", 405, "GET, HEAD"},
      {"GET", "/template", 405, "POST"},
      {"DELETE", "/fake/name", 405, "GET, HEAD"},
      {"GET", "/", 200, ""},
      {"GET", "/assets/docs.js", 200, ""},
      {"GET", "/assets/passwd", 404, ""},
      {"GET", "/ready", 200, ""},
      {"GET", "/metrics", 200, ""},
      {"GET", "/token", 405, "POST"},
      {"GET", "", 404, ""},
      {"GET", "/health/", 200, ""},
      {"HEAD", "/health/", 200, ""},
      {"DELETE", "/fake/name/", 405, "GET, HEAD"},
      {"GET", "/health//", 404, ""},
      {"GET", "/fake", 404, ""},
      {"GET", "/fake/", 404, ""},
      {"GET", "/fake/a/b", 404, ""},
      {"GET", "/fake/%zz", 404, ""},
      {"GET", "/fake/%ff", 404, ""},
  };
  for (const auto& test : tests) {
    const Received received = ask(test.method, test.path);
    EXPECT_EQ(received.status, test.status) << test.method << test.path;
    EXPECT_EQ(received.allow, test.allow) << test.method << test.path;
  }
}

TEST(Application, UnknownRoutesAndMethodsSayWhatToUse) {
  const struct {
    std::string_view method, path, detail;
  } tests[] = {
      {"GET", "/nowhere", "there is no route `/nowhere`; /docs lists the routes"},
      {"GET", "", "there is no route ``; /docs lists the routes"},
      {"POST", "/templates", "there is no route `/templates`; did you mean `/template`? /docs lists the routes"},
      {"GET", "/faker/name", "there is no route `/faker/name`; did you mean `/fake/name`? /docs lists the routes"},
      {"GET", "/fake",
       "there is no route `/fake`; did you mean `/fake/{generator}` or `/api/v1/fake/{generator}`? /docs lists "
       "the routes"},
      {"POST", "/api/generate",
       "there is no route `/api/generate`; did you mean `/api/v1/generate`? /docs lists the routes"},
      {"GET", "/doc", "there is no route `/doc`; did you mean `/docs`? /docs lists the routes"},
      {"GET", "/\xff", "there is no such route; /docs lists the routes"},
      {"GET", "/assets/passwd", "there is no such asset; open /docs"},
      {"GET", "/fake/%zz", "there is no such name: the path is not UTF-8 in percent-encoding"},
      {"GET", "/generators/%ff", "there is no such name: the path is not UTF-8 in percent-encoding"},
      {"GET", "/api/v1/provider/%ff", "there is no such name: the path is not UTF-8 in percent-encoding"},
      {"PUT", "/health", "the method of this route must be GET or HEAD"},
      {"GET", "/template", "the method of this route must be POST"},
  };
  for (const auto& test : tests) {
    EXPECT_EQ(ask(test.method, test.path).body, "{\"detail\":\"" + std::string(test.detail) + "\"}") << test.path;
  }
  const std::string path = "/" + std::string(200, 'x');
  EXPECT_EQ(ask("GET", path).body,
            "{\"detail\":\"there is no route `" + path.substr(0, 100) + "...`; /docs lists the routes\"}");
}

TEST(Application, TellsTheKindOfRequest) {
  const struct {
    std::string_view method, path;
    RequestKind kind;
  } tests[] = {
      {"POST", "/template", RequestKind::templates},
      {"POST", "/api/v1/template/generate", RequestKind::templates},
      {"GET", "/fake/name", RequestKind::values},
      {"POST", "/api/v1/generate", RequestKind::values},  // refused, with its route's kind all the same
      {"POST", "/token", RequestKind::logins},
      {"GET", "/generators", RequestKind::other},
      {"GET", "/template/examples", RequestKind::other},
      {"GET", "/health", RequestKind::other},
      {"GET", "/docs", RequestKind::other},
      {"GET", "/template", RequestKind::other},  // 405: no route answers
      {"GET", "/nowhere", RequestKind::other},
  };
  for (const auto& test : tests) EXPECT_EQ(ask(test.method, test.path).kind, test.kind) << test.method << test.path;
}

TEST(Application, Fake) {
  const struct {
    std::string_view path, query;
    int status;
    std::string_view body;
  } tests[] = {
      {"/fake/language_name", "seed=1", 200,
       R"({"generator":"language_name","data":"Dzongkha","count":1,"locale":"en_US","seed":1,R})"},
      {"/fake/language%5Fname", "seed=1&count=3", 200,
       R"({"generator":"language_name","data":["Dzongkha","Shona","Bislama"],"count":3,"locale":"en_US","seed":1,R})"},
      {"/fake/first_name_female", "locale=ja-JP&seed=1", 200,
       R"({"generator":"first_name_female","data":"くみ子","count":1,"locale":"ja_JP","seed":1,R})"},
      {"/fake/language_name", "seed=abc", 200,
       R"({"generator":"language_name","data":"Slovak","count":1,"locale":"en_US","seed":"abc",R})"},
      {"/fake/language_name", "seed=123456789012345678901234567890", 200,
       R"({"generator":"language_name","data":"Hebrew","count":1,"locale":"en_US","seed":123456789012345678901234567890,R})"},
      {"/fake/langauge_name", "", 404,
       R"({"detail":"there is no generator `langauge_name`; did you mean `language_name`, `language_code` or `name`?"})"},
      {"/fake/language_name", "count=0", 422,
       R"({"detail":[{"loc":["query","count"],"msg":"Input should be greater than or equal to 1","type":"greater_than_equal"}]})"},
      {"/fake/language_name", "count=101", 422,
       R"({"detail":[{"loc":["query","count"],"msg":"Input should be less than or equal to 100; POST /template takes up to 1000","type":"less_than_equal"}]})"},
      {"/fake/language_name", "count=99999999999999999999", 422,
       R"({"detail":[{"loc":["query","count"],"msg":"Input should be less than or equal to 100; POST /template takes up to 1000","type":"less_than_equal"}]})"},
      {"/fake/language_name", "count=x&now=y", 422,
       R"({"detail":[{"loc":["query","count"],"msg":"Input should be a valid integer, unable to parse string as an integer","type":"int_parsing"},)"
       R"({"loc":["query","now"],"msg":"Input takes a date or a date and time in ISO 8601, for example 2024-02-29 or )"
       R"(2024-02-29T12:34:56Z, not \"y\"","type":"datetime_parsing"}]})"},
      {"/fake/language_name", "seed=1&seed=2", 422,
       R"({"detail":[{"loc":["query","seed"],"msg":"Field given more than once","type":"value_error"}]})"},
      {"/fake/language_name", "x=1", 422,
       R"({"detail":[{"loc":["query","x"],"msg":"`language_name` has no parameter `x`; it takes none","type":"unknown_parameter"}]})"},
      {"/fake/language_name", "country=DE", 422,
       R"({"detail":[{"loc":["query","country"],"msg":"`language_name` has no parameter `country`; it takes none; )"
       R"(did you mean `locale=de_DE`?","type":"unknown_parameter"}]})"},
      {"/fake/country_code", "representation=alpha-4", 422,
       R"({"detail":[{"loc":["query","representation"],"msg":"`representation` takes one of `alpha-2`, `alpha-3`, not \"alpha-4\"",)"
       R"("type":"invalid_argument"}]})"},
      {"/fake/language_name", "a=%f", 422,
       R"({"detail":[{"loc":["query","a"],"msg":"invalid percent-encoding '%f': '%' must be followed by two hexadecimal digits; )"
       R"(write '%25' for a percent sign","type":"value_error"}]})"},
      {"/fake/language_name", "a=%ff", 422,
       R"({"detail":[{"loc":["query","a"],"msg":"the text is not UTF-8; percent-encode its UTF-8 bytes","type":"value_error"}]})"},
  };
  for (const auto& test : tests) {
    const Received received = ask("GET", test.path, test.query);
    EXPECT_EQ(received.status, test.status) << test.query;
    EXPECT_EQ(received.body, test.body) << test.query;
  }
  EXPECT_EQ(ask("GET", "/fake/language_name", "locale=xx_YY").status, 422);
}

TEST(Application, Generators) {
  const Received received = ask("GET", "/generators");
  EXPECT_EQ(received.status, 200);
  EXPECT_NE(received.body.find(R"({"name":"language_name","provider":"person","description":)"), std::string::npos);
  EXPECT_NE(received.body.find(
                R"("parameters":[{"name":"representation","type":"string","default":"\"alpha-2\"","description":)"),
            std::string::npos);
  EXPECT_EQ(ask("GET", "/generators", "locale=ja_JP").body.substr(0, 18), R"({"locale":"ja_JP",)");
  EXPECT_EQ(ask("GET", "/generators", "x=1").status, 422);
  EXPECT_EQ(ask("GET", "/generators", "locale=xx").status, 422);
}

TEST(Application, Template) {
  const struct {
    std::string_view body, want;
  } tests[] = {
      {R"({"template":{"l":"{{language_name}}","n":"{{first_name_female}}"},"count":2,"seed":1})",
       R"({"generated_count":2,"requested_count":2,"data":[{"l":"Dzongkha","n":"Laura"},{"l":"Bislama","n":"Dawn"}],)"
       R"("format":"json","locale":"en_US","seed":1,R,"execution_time_ms":T,"warnings":[]})"},
      {R"({"seed":"abc","template":{"l":"{{language_name}}"}})",
       R"({"generated_count":1,"requested_count":1,"data":[{"l":"Slovak"}],)"
       R"("format":"json","locale":"en_US","seed":"abc",R,"execution_time_ms":T,"warnings":[]})"},
      {R"({"seed":3,"unique":true,"count":5,"locale":"en-US","now":null,"template":{"p":"{{prefix_female}}"},"format":"csv"})",
       R"({"generated_count":5,"requested_count":5,"data":"p\r\nMrs.\r\nMs.\r\nMiss\r\nDr.\r\nDr.\r\n",)"
       R"("format":"csv","locale":"en_US","seed":3,R,"execution_time_ms":T,)"
       R"("warnings":["p: `prefix_female` ran out of unique values after 4 of them; 1 value repeats"]})"},
      {R"({"seed":1,"template":{"l":"{{language_name}}","e":"","n":null},"format":"csv","csv_delimiter":"tab",)"
       R"("csv_header":false,"csv_null":"NULL","csv_line_end":"lf","csv_bom":true,"csv_formulas":null})",
       "{\"generated_count\":1,\"requested_count\":1,\"data\":\"\uFEFFDzongkha\\t\\\"\\\"\\tNULL\\n\","
       R"("format":"csv","locale":"en_US","seed":1,R,"execution_time_ms":T,"warnings":[]})"},
      {R"({"seed":1,"template":{"l":"{{language_name}}"},"format":"jsonl"})",
       R"({"generated_count":1,"requested_count":1,"data":"{\"l\":\"Dzongkha\"}\n",)"
       R"("format":"ndjson","locale":"en_US","seed":1,R,"execution_time_ms":T,"warnings":[]})"},
  };
  for (const auto& test : tests) {
    const Received received = post(test.body);
    EXPECT_EQ(received.status, 200) << test.body;
    EXPECT_EQ(received.body, test.want);
  }
}

TEST(Application, DrawnSeedRepeatsTheResponse) {
  const std::string body = post(R"({"template":{"l":"{{language_name}}"},"count":5})").body;
  std::smatch match;
  ASSERT_TRUE(std::regex_search(body, match, std::regex(R"re("seed":([0-9]+))re")));
  EXPECT_EQ(post(R"({"template":{"l":"{{language_name}}"},"count":5,"seed":)" + match[1].str() + "}").body, body);
}

TEST(Application, RefusesRequests) {
  const struct {
    std::string_view body, detail;
  } tests[] = {
      {"{}", R"([{"loc":["body","template"],"msg":"Field required","type":"missing"}])"},
      {"[]",
       R"([{"loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from","type":"model_attributes_type"}])"},
      {R"({"template":"{{name}}"})",
       R"([{"loc":["body","template"],"msg":"Input should be a valid dictionary; the template must be an object, such as {\"name\":\"{{name}}\"}","type":"dict_type"}])"},
      {R"({"template":{},"count":0})",
       R"([{"loc":["body","count"],"msg":"Input should be greater than or equal to 1","type":"greater_than_equal"}])"},
      {R"({"template":{},"count":null,"unique":{}})",
       R"([{"loc":["body","count"],"msg":"Input should be a valid integer","type":"int_type"},)"
       R"({"loc":["body","unique"],"msg":"Input should be a valid boolean","type":"bool_type"}])"},
      {R"({"template":{},"cuont":5})",
       R"([{"loc":["body","cuont"],"msg":"Extra inputs are not permitted; did you mean `count`?","type":"extra_forbidden"}])"},
      {R"({"template":{},"zzz":5})",
       R"([{"loc":["body","zzz"],"msg":"Extra inputs are not permitted; allowed here: `template`, `count`, `locale`, )"
       R"(`seed`, `unique`, `now`, `format`, `csv_delimiter`, `csv_header`, `csv_null`, `csv_line_end`, `csv_bom`, )"
       R"(`csv_formulas`, `envelope`, `streaming`, `description`","type":"extra_forbidden"}])"},
      {R"({"template":{},"seed":1.5,"format":"xml"})",
       R"([{"loc":["body","seed"],"msg":"Input should be an integer or a string","type":"seed_type"},)"
       R"({"loc":["body","format"],"msg":"Input should be 'json', 'ndjson', 'jsonl', 'csv' or 'text'","type":"literal_error"}])"},
      {R"({"template":{},"csv_delimiter":"ab","csv_header":"x","csv_null":"a,b","csv_line_end":"cr"})",
       R"([{"loc":["body","csv_delimiter"],"msg":"Input should be one character other than a quotation mark or a line )"
       R"(break, or comma, semicolon, tab, pipe or space","type":"value_error"},)"
       R"({"loc":["body","csv_header"],"msg":"Input should be a valid boolean, unable to interpret input","type":"bool_parsing"},)"
       R"({"loc":["body","csv_null"],"msg":"Input should be at most 64 characters, none of them the delimiter, a )"
       R"(quotation mark or a line break","type":"value_error"},)"
       R"({"loc":["body","csv_line_end"],"msg":"Input should be 'crlf' or 'lf'","type":"literal_error"}])"},
      {R"({"template":{},"locale":"enUS"})",
       R"([{"loc":["body","locale"],"msg":"there is no locale `enUS`; did you mean `en_US`?","type":"unknown_locale"}])"},
      {R"({"template":{},"template":{}})",
       R"([{"loc":["body","template"],"msg":"Field given more than once","type":"value_error"}])"},
      {"", R"([{"loc":["body"],"msg":"the JSON text is empty","type":"json_invalid"}])"},
  };
  for (const auto& test : tests) {
    const Received received = post(test.body);
    EXPECT_EQ(received.status, 422) << test.body;
    EXPECT_EQ(received.body, "{\"detail\":" + std::string(test.detail) + "}") << test.body;
  }
}

TEST(Application, FailedTemplates) {
  const std::string help =
      R"("help":"Write placeholders as {{generator}} or {{generator:parameter=value,...}}. GET /generators lists the )"
      R"(generators and their parameters; GET /fake/{generator} tries one."}})";
  EXPECT_EQ(
      post(R"({"template":{"a":"{{langauge_name}}","b":{"c":"{{"}}})").body,
      R"({"detail":{"message":"Template validation failed","errors":[{"field":"a","generator":"langauge_name",)"
      R"x("message":"there is no generator `langauge_name`; did you mean `language_name`, `language_code` or `name`? (column 3)",)x"
      R"("suggestions":["language_name","language_code","name"],"error_type":"unknown_generator","context":"{{langauge_name}}\n  ^"},)"
      R"x({"field":"b.c","generator":null,"message":"this placeholder is not closed; end it with }} (column 1)",)x"
      R"("suggestions":[],"error_type":"invalid_template","context":"{{\n^"}],)" +
          help);
  const Received failed = post(R"({"template":{"a":"{{prefix_female:unique=true}}"},"count":9})");
  EXPECT_EQ(failed.status, 422);
  EXPECT_EQ(
      failed.body,
      R"({"detail":{"message":"Template generation failed","errors":[{"field":"a","generator":"prefix_female",)"
      R"("message":"`prefix_female` ran out of unique values after 4 of them (1000 attempts found only repeats); ask for )"
      R"(fewer records, or leave out unique=true","suggestions":[],"error_type":"capacity_exceeded"}],)" +
          help);
}

TEST(Application, MediaTypesAndSizes) {
  constexpr std::string_view kBody = R"({"template":{"l":"{{language_name}}"}})";
  const struct {
    std::string_view content_type;
    int status;
  } tests[] = {
      {"application/json", 200},
      {"Application/JSON; charset=utf-8", 200},
      {"application/vnd.api+json", 200},
      {"", 200},
      {"text/plain", 415},
      {"application/x-www-form-urlencoded", 415},
      {"application/jsonp", 415},
      {"+json", 415},
  };
  for (const auto& test : tests) {
    EXPECT_EQ(ask("POST", "/template", "", kBody, test.content_type).status, test.status) << test.content_type;
  }
  EXPECT_EQ(post(std::string((1 << 20) + 1, ' ')).status, 413);
  const std::string large =
      R"({"template":{"l":"{{language_name}})" + std::string(500'000, 'x') + R"("},"count":1000})";
  EXPECT_EQ(post(large).status, 422);
}

}  // namespace
}  // namespace phoney::service
