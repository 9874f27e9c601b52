// Expected values: Faker 40.54.0, Faker("en_US") with seed_instance(1), its methods called in the order of the
// template.

#include "formats/record_writer.h"

#include "formats/rendered_for_tests.h"

namespace phoney {
namespace {

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
      {Format::text, 0, ""},
      {Format::text, 2, "{\"l\":\"Dzongkha\"}\n{\"l\":\"Shona\"}\n"},
  };
  for (const auto& test : tests) EXPECT_EQ(render(test.format, kSource, test.count), test.want);
}

TEST(RecordWriter, TextIsPlain) {
  const struct {
    std::string_view source, want;
  } tests[] = {
      {R"("{{language_name}}")", "Dzongkha\n"},
      {R"("a \"q\" \\ {{language_name}}\nl")", "a \"q\" \\ Dzongkha\nl\n"},
      {R"("{{[language_name]:count=3}};")", "Dzongkha, Shona, Bislama;\n"},
      {R"("{{boolean}}")", "true\n"},
      {R"("<{{boolean}}>")", "<True>\n"},
      {R"("{{[language_name]:count=3}}")", "[\"Dzongkha\",\"Shona\",\"Bislama\"]\n"},
      {R"(["{{language_name}}"])", "[\"Dzongkha\"]\n"},
      {R"({"a":"{{language_name}}","b":null})", "{\"a\":\"Dzongkha\",\"b\":null}\n"},
      {R"("{{random_element:elements=['']}}")", "\n"},
  };
  for (const auto& test : tests) EXPECT_EQ(render(Format::text, test.source), test.want) << test.source;
}

TEST(RecordWriter, FailureLeavesNoHalfWrittenRecord) {
  for (const Format format : {Format::json, Format::ndjson, Format::csv, Format::text}) {
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
