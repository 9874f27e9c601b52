// Expected values: Faker 40.54.0, Faker("en_US") with seed_instance(1), its methods called in the order of the
// template.

#include "formats/record_writer.h"

#include <gtest/gtest.h>

#include "base/json_reader.h"
#include "base/processor_time_for_tests.h"
#include "generators/engine_for_tests.h"
#include "templates/compiler.h"

namespace phoney {
namespace {

Program compiled(std::string_view source) {
  auto result = templates::compile(engine(), *engine().catalogue().find_locale("en_US"), *read_json(source), 1, {});
  EXPECT_TRUE(result.ok()) << source << ": " << (result.ok() ? "" : result.errors.front().message);
  return std::move(result.program);
}

std::string render(Format format, std::string_view source, int count = 1, CsvOptions csv = {}) {
  const Program program = compiled(source);
  Generation generation(engine(), program, Seed::from_integer(1), Clock(), Uniqueness::off);
  const auto writer = make_record_writer(format, program, csv);
  Output out(1);
  EXPECT_TRUE(writer->begin(generation, out));
  for (int i = 0; i < count; ++i) EXPECT_TRUE(writer->record(generation, out)) << generation.failure().message;
  writer->end(out);
  return std::string(out.view());
}

TEST(RecordWriter, JsonKeepsShapeAndOrder) {
  const struct {
    std::string_view source, want;
  } tests[] = {
      {R"({"b":"{{language_name}}","a":"{{first_name_female}}"})", R"([{"b":"Dzongkha","a":"Laura"}])"},
      {R"({"x":"{{language_name}}","n":1.50,"t":true,"z":null,"s":"a\"b","o":{},"l":[]})",
       R"([{"x":"Dzongkha","n":1.50,"t":true,"z":null,"s":"a\"b","o":{},"l":[]}])"},
      {R"({"a\"\n":{"b":[{"c":"{{language_name}}"},[],[1,"{{first_name_female}}"]]}})",
       R"([{"a\"\n":{"b":[{"c":"Dzongkha"},[],[1,"Laura"]]}}])"},
      {R"({"m":"\"{{language_name}}\"\n\\{{first_name_female}}"})", R"([{"m":"\"Dzongkha\"\n{{first_name_female}}"}])"},
      {R"({"m":"{{language_name}} / {{first_name_female}}"})", R"([{"m":"Dzongkha / Laura"}])"},
      {R"({"l":"{{[language_name]:count=3}}"})", R"([{"l":["Dzongkha","Shona","Bislama"]}])"},
      {R"({"l":"{{[language_name]:count=0}}"})", R"([{"l":[]}])"},
      {R"({"l":"{{[language_name]}}"})", R"([{"l":["Dzongkha"]}])"},
      {R"({"l":"<{{[language_name]:count=3}}>"})", R"([{"l":"<Dzongkha, Shona, Bislama>"}])"},
      {R"({"l":"<{{[language_name]:count=0}}>"})", R"([{"l":"<>"}])"},
      {R"({"e":"","x":"{{language_name}}"})", R"([{"e":"","x":"Dzongkha"}])"},
      {R"("{{language_name}}")", R"(["Dzongkha"])"},
      {R"(["{{language_name}}"])", R"([["Dzongkha"]])"},
  };
  for (const auto& test : tests)
    EXPECT_EQ(render(Format::json, test.source), std::string(test.want) + "\n") << test.source;
}

TEST(RecordWriter, SeparatesRecords) {
  constexpr std::string_view kSource = R"({"l":"{{language_name}}"})";
  const struct {
    Format format;
    int count;
    std::string_view want;
  } tests[] = {
      {Format::json, 0, "[]\n"},
      {Format::json, 1, "[{\"l\":\"Dzongkha\"}]\n"},
      {Format::json, 2, "[{\"l\":\"Dzongkha\"},\n{\"l\":\"Shona\"}]\n"},
      {Format::ndjson, 0, ""},
      {Format::ndjson, 2, "{\"l\":\"Dzongkha\"}\n{\"l\":\"Shona\"}\n"},
      {Format::csv, 0, "l\r\n"},
      {Format::csv, 2, "l\r\nDzongkha\r\nShona\r\n"},
  };
  for (const auto& test : tests) EXPECT_EQ(render(test.format, kSource, test.count), test.want);
}

TEST(RecordWriter, CsvColumnsAndQuotes) {
  const struct {
    std::string_view source, want;
  } tests[] = {
      {R"({"a":"{{language_name}}","b":{"c":"{{first_name_female}}","d":{"e":1}}})",
       "a,b.c,b.d.e\r\nDzongkha,Laura,1\r\n"},
      {R"({"a":"x,{{language_name}}","b":"\"q\"","c":"l\nm","d":"r\rs","e":" s "})",
       "a,b,c,d,e\r\n\"x,Dzongkha\",\"\"\"q\"\"\",\"l\nm\",\"r\rs\", s \r\n"},
      {R"({"a,b":"{{language_name}}","c\"":true})", "\"a,b\",\"c\"\"\"\r\nDzongkha,true\r\n"},
      {R"({"a":null,"b":"","c":"{{language_name}}"})", "a,b,c\r\n,,Dzongkha\r\n"},
      {R"({"l":["{{language_name}}",{"x":1}],"m":"{{[first_name_female]:count=1}}"})",
       "l,m\r\n\"[\"\"Dzongkha\"\",{\"\"x\"\":1}]\",\"[\"\"Laura\"\"]\"\r\n"},
      {R"({"l":"{{[language_name]:count=2}};"})", "l\r\n\"Dzongkha, Shona;\"\r\n"},
      {R"("{{language_name}}")", "value\r\nDzongkha\r\n"},
      {R"({"a":"{{[language_name]:count=0}}"})", "a\r\n[]\r\n"},
      {R"({"a":{},"b":{"c":{}},"d":"{{language_name}}"})", "a,b.c,d\r\n{},{},Dzongkha\r\n"},
      {R"({"a":{"b":"{{language_name}}"},"a.b":1,"a.b_2":2})", "a.b,a.b_2,a.b_2_2\r\nDzongkha,1,2\r\n"},
      {R"({"x":{"y":{"z":"{{language_name}}"},"y.z":1},"x.y":{"z":2},"x.y.z_2":3,"x.y.z":4})",
       "x.y.z,x.y.z_2,x.y.z_3,x.y.z_2_2,x.y.z_4\r\nDzongkha,1,2,3,4\r\n"},
  };
  for (const auto& test : tests) EXPECT_EQ(render(Format::csv, test.source), test.want) << test.source;
}

// Every leaf's path is a.a.a...a, with each way to write the dots as keys.
std::string columns_alike(int depth) {
  std::string source = "{";
  std::string key = "a";
  for (int size = 1; size < depth; ++size, key += ".a") source += '"' + key + "\":" + columns_alike(depth - size) + ',';
  return source + '"' + key + R"(":""})";
}

TEST(RecordWriter, CsvColumnsOfOneNameAreNumberedInLittleTime) {
  const Program program = compiled(R"({"b":"{{language_name}}","c":)" + columns_alike(14) + "}");
  Generation generation(engine(), program, Seed::from_integer(1), Clock(), Uniqueness::off);
  Output out;
  const auto write_header = [&] { make_record_writer(Format::csv, program, {})->begin(generation, out); };
  EXPECT_LT(processor_time_of(write_header), std::chrono::seconds(1));
  EXPECT_TRUE(out.view().ends_with("_8191,c.a.a.a.a.a.a.a.a.a.a.a.a.a.a_8192\r\n"));
}

TEST(RecordWriter, CsvHeaderIsHeldToTheWorkLimit) {
  const Program program =
      compiled("{\"" + std::string(1000, 'k') + R"(":{"a":1,"b":2,"c":3},"d":"{{language_name}}"})");
  for (const auto& [bytes, good] : {std::pair(3010, true), std::pair(2000, false)}) {
    Generation generation(engine(), program, Seed::from_integer(1), Clock(), Uniqueness::off);
    generation.work_limit().limit_size(0, static_cast<std::size_t>(bytes));
    Output out;
    EXPECT_EQ(make_record_writer(Format::csv, program, {})->begin(generation, out), good);
    EXPECT_EQ(out.size(), good ? 3012u : 0u);
    EXPECT_EQ(generation.failure().message.empty(), good);
  }
}

TEST(RecordWriter, CsvRowOfOneEmptyFieldIsNoEmptyLine) {
  EXPECT_EQ(render(Format::csv, R"({"a":"{{[language_name]:count=0}}","b":{}})"), "a,b\r\n[],{}\r\n");
  EXPECT_EQ(render(Format::csv, R"("\\\\{{[language_name]:count=0}}")"), "value\r\n\\\r\n");
  EXPECT_EQ(render(Format::csv, "\"{{[language_name]:count=0}}{{[language_name]:count=0}}\""), "value\r\n\"\"\r\n");
}

TEST(RecordWriter, CsvGuardsFormulas) {
  const struct {
    std::string_view source, kept, guarded;
  } tests[] = {
      {R"({"a":"=1","b":"+1","c":"-1","d":"@a","e":"a=1","f":"{{random_int:max=0}}"})", "=1,+1,-1,@a,a=1,0",
       "'=1,'+1,'-1,'@a,a=1,0"},
      {R"({"a":-1,"b":"{{random_int:min=-5,max=-5}}"})", "-1,-5", "-1,-5"},
      {R"({"a":"={{language_name}}, {{language_name}}"})", "\"=Dzongkha, Shona\"", "\"'=Dzongkha, Shona\""},
      {R"({"a":"{{random_element:elements=['=1']}}"})", "=1", "'=1"},
      {R"({"a":"\t1","b":"\r1","c":"\n=1","d":"\r\n=1","z":"{{random_int:max=0}}"})",
       "\t1,\"\r1\",\"\n=1\",\"\r\n=1\",0", "'\t1,\"'\r1\",\"'\n=1\",\"'\r\n=1\",0"},
      {R"({"a":"\uff1d1","b":"\uff0b1","c":"\uff0d1","d":"\uff20a","e":"\uff1b1","f":"1\uff1d","z":"{{random_int:max=0}}"})",
       "\uff1d1,\uff0b1,\uff0d1,\uff20a,\uff1b1,1\uff1d,0", "'\uff1d1,'\uff0b1,'\uff0d1,'\uff20a,\uff1b1,1\uff1d,0"},
  };
  const auto record = [](const std::string& text) {
    return text.substr(text.find('\n') + 1, text.size() - text.find('\n') - 3);
  };
  for (const auto& test : tests) {
    EXPECT_EQ(record(render(Format::csv, test.source)), test.kept) << test.source;
    EXPECT_EQ(record(render(Format::csv, test.source, 1, {.guard_formulas = true})), test.guarded) << test.source;
  }
  EXPECT_EQ(render(Format::csv, R"({"=a":"{{random_digit}}"})", 0, {.guard_formulas = true}), "'=a\r\n");
  EXPECT_EQ(
      render(Format::csv, R"({"\uff1da":1,"\ufeff=b":1,"\ufeffc":"{{random_digit}}"})", 0, {.guard_formulas = true}),
      "'\uff1da,'\ufeff=b,\ufeffc\r\n");
}

TEST(RecordWriter, FailureLeavesNoHalfWrittenRecord) {
  for (const Format format : {Format::json, Format::ndjson, Format::csv}) {
    const Program program = compiled(R"({"a":"{{first_name_female}}","b":["x {{prefix_female:unique=true}}"]})");
    Generation generation(engine(), program, Seed::from_integer(3), Clock(), Uniqueness::off);
    const auto writer = make_record_writer(format, program);
    Output out;
    EXPECT_TRUE(writer->begin(generation, out));
    int written = 0;
    std::size_t size = out.size();
    while (writer->record(generation, out)) {
      size = out.size();
      ++written;
    }
    EXPECT_EQ(written, 4);
    EXPECT_EQ(out.size(), size);
    EXPECT_EQ(out.notation(), Notation::json);
    EXPECT_EQ(generation.failure().field, "b[0]");
    EXPECT_EQ(generation.failure().generator, "prefix_female");
    EXPECT_EQ(
        generation.failure().message,
        "`prefix_female` ran out of unique values after 4 of them (1000 attempts found only repeats); ask for fewer "
        "records, or leave out unique=true");
  }
}

}  // namespace
}  // namespace phoney
