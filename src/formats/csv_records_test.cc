// Expected values: as in record_writer_test.cc. What readers make of them is tested in tests/formats.

#include "base/processor_time_for_tests.h"
#include "formats/rendered_for_tests.h"

namespace phoney {
namespace {

TEST(CsvRecords, ColumnsAndQuotes) {
  const struct {
    std::string_view source, want;
  } tests[] = {
      {R"({"a":"{{language_name}}","b":{"c":"{{first_name_female}}","d":{"e":1}}})",
       "a,b.c,b.d.e\r\nDzongkha,Laura,1\r\n"},
      {R"({"a":"x,{{language_name}}","b":"\"q\"","c":"l\nm","d":"r\rs","e":" s "})",
       "a,b,c,d,e\r\n\"x,Dzongkha\",\"\"\"q\"\"\",\"l\nm\",\"r\rs\", s \r\n"},
      {R"({"a,b":"{{language_name}}","c\"":true})", "\"a,b\",\"c\"\"\"\r\nDzongkha,true\r\n"},
      {R"({"a":null,"b":"","c":"{{language_name}}"})", "a,b,c\r\n,\"\",Dzongkha\r\n"},
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

TEST(CsvRecords, ColumnsOfOneNameAreNumberedInLittleTime) {
  const Program program = compiled(R"({"b":"{{language_name}}","c":)" + columns_alike(14) + "}");
  Generation generation(engine(), program, Seed::from_integer(1), Clock(), Uniqueness::off);
  Output out;
  const auto write_header = [&] { make_record_writer(Format::csv, program, {})->begin(generation, out); };
  EXPECT_LT(processor_time_of(write_header), std::chrono::seconds(1));
  EXPECT_TRUE(out.view().ends_with("_8191,c.a.a.a.a.a.a.a.a.a.a.a.a.a.a_8192\r\n"));
}

// The service counts it against its client.
TEST(CsvRecords, MemoryIsThatOfTheColumns) {
  const auto memory_of = [](std::string_view of_each) {
    std::string source = R"({"x":"{{language_name}}")";
    for (int i = 0; i < 10'000; ++i) source.append(",\"").append(std::to_string(i)).append("\":").append(of_each);
    const Program program = compiled(source + "}");
    Generation generation(engine(), program, Seed::from_integer(1), Clock(), Uniqueness::off);
    Output out;
    const auto writer = make_record_writer(Format::csv, program, {});
    EXPECT_TRUE(writer->begin(generation, out));
    return writer->memory();
  };
  EXPECT_GT(memory_of("0"), 10'000 * 16U);
  EXPECT_LT(memory_of("0"), 10'000 * 80U) << "a value that is the same in each record costs little";
  EXPECT_GT(memory_of(R"([1,"a text of some forty characters, or so, as it is"])"), 10'000 * 100U);
}

TEST(CsvRecords, HeaderIsHeldToTheWorkLimit) {
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

TEST(CsvRecords, RowOfOneEmptyFieldIsNoEmptyLine) {
  EXPECT_EQ(render(Format::csv, R"("{{random_element:elements=[null]}}")"), "value\r\n\"\"\r\n");
  EXPECT_EQ(render(Format::csv, R"({"a":"{{[language_name]:count=0}}","b":{}})"), "a,b\r\n[],{}\r\n");
  EXPECT_EQ(render(Format::csv, R"("\\\\{{[language_name]:count=0}}")"), "value\r\n\\\r\n");
  EXPECT_EQ(render(Format::csv, "\"{{[language_name]:count=0}}{{[language_name]:count=0}}\""), "value\r\n\"\"\r\n");
}

TEST(CsvRecords, GuardsFormulas) {
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
    EXPECT_EQ(record(render(Format::csv, test.source, 1, {.csv = {.guard_formulas = true}})), test.guarded)
        << test.source;
  }
  EXPECT_EQ(render(Format::csv, R"({"=a":"{{random_digit}}"})", 0, {.csv = {.guard_formulas = true}}), "'=a\r\n");
  EXPECT_EQ(render(Format::csv, R"({"\uff1da":1,"\ufeff=b":1,"\ufeffc":"{{random_digit}}"})", 0,
                   {.csv = {.guard_formulas = true}}),
            "'\uff1da,'\ufeff=b,\ufeffc\r\n");
}

TEST(CsvRecords, NullIsNothingAndAnEmptyTextIsQuoted) {
  EXPECT_EQ(
      render(
          Format::csv,
          R"({"a":null,"b":"","c":"{{random_element:elements=[null]}}","d":"{{random_element:elements=['']}}","e":"null"})"),
      "a,b,c,d,e\r\n,\"\",,\"\",null\r\n");
}

TEST(CsvRecords, Options) {
  constexpr std::string_view kSource =
      R"({"ID":"{{language_name}}","e":"","n":null,"t":"a;b","u":"a,b","v":"NULL","w":"a\tb","x":"a\u00a7b","y":"\u00a9","z":0})";
  const struct {
    CsvOptions csv;
    std::string_view want;
  } tests[] = {
      {{}, "\"ID\",e,n,t,u,v,w,x,y,z\r\nDzongkha,\"\",,a;b,\"a,b\",NULL,a\tb,a§b,©,0\r\n"},
      {{.delimiter = ";"}, "\"ID\";e;n;t;u;v;w;x;y;z\r\nDzongkha;\"\";;\"a;b\";a,b;NULL;a\tb;a§b;©;0\r\n"},
      {{.delimiter = "\t", .header = false}, "Dzongkha\t\"\"\t\ta;b\ta,b\tNULL\t\"a\tb\"\ta§b\t©\t0\r\n"},
      {{.delimiter = "§", .header = false}, "Dzongkha§\"\"§§a;b§a,b§NULL§a\tb§\"a§b\"§©§0\r\n"},
      {{.header = false, .null = "NULL"}, "Dzongkha,\"\",NULL,a;b,\"a,b\",\"NULL\",a\tb,a§b,©,0\r\n"},
      {{.header = false, .null = "0"}, "Dzongkha,\"\",0,a;b,\"a,b\",NULL,a\tb,a§b,©,\"0\"\r\n"},
      {{.line_end = "\n", .byte_order_mark = true},
       "\uFEFF\"ID\",e,n,t,u,v,w,x,y,z\nDzongkha,\"\",,a;b,\"a,b\",NULL,a\tb,a§b,©,0\n"},
      {{.header = false, .byte_order_mark = true}, "\uFEFFDzongkha,\"\",,a;b,\"a,b\",NULL,a\tb,a§b,©,0\r\n"},
  };
  for (const auto& test : tests) EXPECT_EQ(render(Format::csv, kSource, 1, {.csv = test.csv}), test.want);
}

// Excel's detection of SYLK goes by the first two bytes of the file.
TEST(CsvRecords, DoesNotBeginLikeSylk) {
  const FormatOptions no_header{.csv = {.header = false}};
  EXPECT_EQ(render(Format::csv, R"({"IDs":"ID","ID":"{{language_name}}"})"), "\"IDs\",ID\r\nID,Dzongkha\r\n");
  EXPECT_EQ(render(Format::csv, R"({"id":"ID","ID":"{{language_name}}"})"), "id,ID\r\nID,Dzongkha\r\n");
  EXPECT_EQ(render(Format::csv, R"({"a":"ID","b":"ID {{language_name}}"})", 2, no_header),
            "\"ID\",ID Dzongkha\r\nID,ID Shona\r\n");
  EXPECT_EQ(render(Format::csv, R"({"a":"ID, x","b":"{{language_name}}"})", 1, no_header), "\"ID, x\",Dzongkha\r\n");
}

// A line of these two characters ends the data for PostgreSQL.
TEST(CsvRecords, DoesNotEndTheDataForPostgres) {
  EXPECT_EQ(render(Format::csv, R"("{{random_element:elements=['\\.']}}")"), "value\r\n\"\\.\"\r\n");
}

}  // namespace
}  // namespace phoney
