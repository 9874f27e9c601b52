#include "templates/lexer.h"

#include <gtest/gtest.h>

namespace phoney::templates {
namespace {

// Parts as one line: texts quoted, placeholders as generator(name=json,...), lists in brackets.
std::string show(const LexedString& lexed) {
  std::string result;
  for (const Part& part : lexed.parts) {
    if (!result.empty()) result += ' ';
    if (const auto* plain = std::get_if<std::string>(&part)) {
      append_json_string(result, *plain);
      continue;
    }
    const auto& placeholder = std::get<PlaceholderText>(part);
    result += (placeholder.is_list ? "[" : "") + placeholder.generator + (placeholder.is_list ? "]" : "") + "(";
    for (const auto& parameter : placeholder.parameters) {
      if (!result.ends_with('(')) result += ',';
      result += parameter.name + "=" + parameter.value.to_json();
    }
    result += ')';
  }
  for (const SyntaxError& error : lexed.errors) {
    result += (result.empty() ? "" : " ") + std::to_string(error.column) + ": " + error.message;
  }
  return result;
}

TEST(Lexer, CutsTextAndPlaceholders) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"", ""},
      {"plain", R"("plain")"},
      {"{{name}}", "name()"},
      {"{{ name }}", "name()"},
      {"{{\n\tname\r\n}}", "name()"},
      {"a {{b}} c", R"("a " b() " c")"},
      {"{{a}}{{b}}", "a() b()"},
      {"{{a}} and {{b}}", R"(a() " and " b())"},
      {"{{person.first_name}}", "first_name()"},
      {"{{ person . first_name }}", "first_name()"},
      {"{{[name]}}", "[name]()"},
      {"{{ [ a.name ] : count = 3 }}", "[name](count=3)"},
      {"{a} }} {", R"("{a} }} {")"},
      {R"({"a":{{b}}})", R"("{\"a\":" b() "}")"},
      {"東京{{a}}é", R"("東京" a() "é")"},
  };
  for (const auto& test : tests) EXPECT_EQ(show(lex(test.text)), test.want) << test.text;
}

TEST(Lexer, BackslashesBeforeBracesEscapeByPairs) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {R"(\{{a}})", R"("{{a}}")"},
      {R"(\\{{a}})", R"("\\" a())"},
      {R"(\\\{{a}})", R"("\\{{a}}")"},
      {R"(x\{{ and {{a}})", R"("x{{ and " a())"},
      {R"(C:\dir\file)", R"("C:\\dir\\file")"},
      {R"(\{a)", R"("\\{a")"},
      {R"({{a}}\)", R"(a() "\\")"},
      {R"({{a}}\\{{b}})", R"(a() "\\" b())"},
  };
  for (const auto& test : tests) EXPECT_EQ(show(lex(test.text)), test.want) << test.text;
}

TEST(Lexer, ReadsParameters) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"{{a:x=1}}", "a(x=1)"},
      {"{{a:x=1,y=-2.5,z=1e3}}", "a(x=1,y=-2.5,z=1e3)"},
      {"{{a: x = 1 , y = 2 }}", "a(x=1,y=2)"},
      {"{{a:x=true,y=False,z=null,w=None}}", "a(x=true,y=false,z=null,w=null)"},
      {"{{a:x=007,y=+44,z=1.,w=.5,v=-,u=0}}", R"(a(x="007",y="+44",z="1.",w=".5",v="-",u=0))"},
      {"{{a:x=12345678901234567890123}}", "a(x=12345678901234567890123)"},
      {"{{a:x=1x,y=1e,z=--1,w=0x1F}}", R"(a(x="1x",y="1e",z="--1",w="0x1F"))"},
      {"{{a:x=word,y=%Y-%m-%d,z=a:b=c}}", R"(a(x="word",y="%Y-%m-%d",z="a:b=c"))"},
      {R"({{a:x="b, c}} d"}})", R"(a(x="b, c}} d"))"},
      {R"({{a:x='it\'s',y="\"\\\n\t\q"}})", R"(a(x="it's",y="\"\\\n\t\\q"))"},
      {R"({{a:x="",y='"'}})", R"(a(x="",y="\""))"},
      {R"({{a:x="1"}})", R"(a(x="1"))"},
      {"{{a:x=[]}}", "a(x=[])"},
      {"{{a:x=[1, b, 'c d', [2,[3]], true]}}", R"(a(x=[1,"b","c d",[2,[3]],true]))"},
      {"{{a:x=東京,y='é'}}", R"(a(x="東京",y="é"))"},
  };
  for (const auto& test : tests) EXPECT_EQ(show(lex(test.text)), test.want) << test.text;
}

TEST(Lexer, ReadsObjects) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"{{a:x={free: 7, pro: 2}}}", R"(a(x={"free":7,"pro":2}))"},
      {R"({{a:x={"free": 7}}})", R"(a(x={"free":7}))"},
      {"{{a:x={free:7,pro:2},y=1}}", R"(a(x={"free":7,"pro":2},y=1))"},
      {"{{a:x={}}}", "a(x={})"},
      {"{{a:x={ } , y = {b:{c:[1,{d:e}]}} }}", R"(a(x={},y={"b":{"c":[1,{"d":"e"}]}}))"},
      {"{{a:x=[{b: 1}, {c: 2}]}}", R"(a(x=[{"b":1},{"c":2}]))"},
      {"{{a:x={'b c, }': true, \"d\": 'e}'}}} {{f}}", R"(a(x={"b c, }":true,"d":"e}"}) " " f())"},
      {"{{a:x={é: 007}}}", R"(a(x={"é":"007"}))"},
      // Words may begin with a brace, as they always could.
      {"{{a:x={#}}", R"(a(x="{#"))"},
      {"{{a:x={#}}}", R"(a(x="{#") "}")"},
      {"{{a:x={b:#}}", R"(a(x="{b:#"))"},
      {"{{a:x={b:#,y=1}}", R"(a(x="{b:#",y=1))"},
      {"{{a:x={}}", R"(a(x="{"))"},
      {"{{a:x=[{b, c]}}", R"(a(x=["{b","c"]))"},
      {"{{a:x=[{b:1, c]}}", R"(a(x=["{b:1","c"]))"},
  };
  for (const auto& test : tests) EXPECT_EQ(show(lex(test.text)), test.want) << test.text;
}

TEST(Lexer, AnObjectKeepsHowItWasWritten) {
  const LexedString lexed = lex("{{a:x={b: #}}}");
  EXPECT_EQ(std::get<PlaceholderText>(lexed.parts.front()).parameters.front().value.as_text(), "{b: #}");
  EXPECT_EQ(parse_parameter(R"({"b":"\u00e9"})").as_text(), R"({"b":"\u00e9"})");
}

TEST(Lexer, ErrorsSayWhereAndWhat) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"{{", "0: this placeholder is not closed; end it with }}"},
      {"ab {{name", R"("ab " 3: this placeholder is not closed; end it with }})"},
      {"{{}}", "2: expected the name of a generator, not `}`"},
      {"{{{name}}}", R"("}" 2: expected the name of a generator, not `{`)"},
      {"{{é}}", "2: expected the name of a generator, not `é`"},
      {"{{a.}}", "4: expected the name of a generator, not `}`"},
      {"{{a b}}", "4: expected }} or a parameter, not `b`"},
      {"{{a}", "0: this placeholder is not closed; end it with }}"},
      {"{{a:x=1}", "0: this placeholder is not closed; end it with }}"},
      {"{{[a}}", "4: expected ] after `[a`"},
      {"{{name:}}", "7: expected a parameter such as min=1, not `}`"},
      {"{{a:1=2,=3}}", "8: expected a parameter such as min=1, not `=`"},
      {"{{a:x}}", "5: expected = and a value after `x`"},
      {"{{a:x=}}", "6: expected a value, not `}`"},
      {"{{a:x=", "6: expected a value, not the end of the text"},
      {"{{a:x=1,}}", "8: expected a parameter such as min=1, not `}`"},
      {"{{a:x=b c}}", "8: expected }} or a parameter, not `c`"},
      {"{{a:x='b}}", "6: this quoted string has no closing quote"},
      {"{{a:x=[1}}", "6: this list is not closed; end it with ]"},
      {"{{a:x=[b c", "6: this list is not closed; end it with ]"},
      {"{{a:x=[New York, Los Angeles]}}",
       "7: `New York` contains a space; put it in quotes: ['New York', 'Los Angeles']"},
      {"{{a:x={New York: 1, b: 2}}}", R"("}" 7: `New York` contains a space; put it in quotes: {'New York': 1, b: 2})"},
      {"{{a:x={b: New York}}}", R"("}" 10: `New York` contains a space; put it in quotes: {b: 'New York'})"},
      {"{{a:x=[1,]}}", "9: expected a value, not `]`"},
      {"{{a:x={b: 1, c 2}}}", R"("}" 15: expected : and a value after `c`)"},
      {"{{a:x={b: 1, c: }}}", R"("}" 16: expected a value, not `}`)"},
      {"{{a:x={b: 1, : 2}}}", R"("}" 13: expected a key such as free, not `:`)"},
      {"{{a:x={b: 1, b: 2}}}", R"("}" 13: the key `b` is a duplicate; give each key of an object once)"},
      {"{{a:x={b: 1} c}}", "13: expected }} or a parameter, not `c`"},
      {"{{a:x={b: 1", "6: this object is not closed; end it with }"},
      {"{{a:x={b: 'c}}}", "10: this quoted string has no closing quote"},
      {"{{a:x=[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}}", "22: lists and objects are nested more than 16 levels deep"},
  };
  for (const auto& test : tests) EXPECT_EQ(show(lex(test.text)), test.want) << test.text;
}

TEST(Lexer, QuotedTextsHaveTheUsualEscapes) {
  EXPECT_EQ(parse_parameter(R"("a\n\r\t\\\"\'\d\u00e9")").to_json(), R"("a\n\r\t\\\"'\\d\\u00e9")");
}

TEST(Lexer, EveryMalformedPlaceholderIsTold) {
  EXPECT_EQ(
      show(lex("{{}} {{a b}} {{c}} {{d:}} {{e")),
      R"(" " " " c() " " " " 2: expected the name of a generator, not `}` 9: expected }} or a parameter, not `b` )"
      "23: expected a parameter such as min=1, not `}` 26: this placeholder is not closed; end it with }}");
}

TEST(Lexer, ParseParameterTakesWhatIsNoValueAsText) {
  const struct {
    std::string_view text, want;
  } tests[] = {
      {"3", "3"},
      {" 3 ", "3"},
      {"-2.5", "-2.5"},
      {"true", "true"},
      {"[a, b]", R"(["a","b"])"},
      {"{free: 7, pro: 2}", R"({"free":7,"pro":2})"},
      {R"({"paid":9,"new":1})", R"({"paid":9,"new":1})"},
      {R"( {"\u00e9":"\/"} )", R"({"é":"/"})"},
      {R"([{"a":[1,"\u00e9"]}])", R"([{"a":[1,"é"]}])"},
      {R"([{a: 1}, 'b'])", R"([{"a":1},"b"])"},
      {"{a", R"("{a")"},
      {"{a}", R"("{a}")"},
      {"{a: 1} b", R"("{a: 1} b")"},
      {"{a: 1", R"("{a: 1")"},
      {"{}", "{}"},
      {"'a b'", R"("a b")"},
      {"a b", R"("a b")"},
      {" a ", R"(" a ")"},
      {" - ", R"(" - ")"},
      {" 'a' ", R"("a")"},
      {"a, b", R"("a, b")"},
      {"'tis", R"("'tis")"},
      {"[a", R"("[a")"},
      {"", R"("")"},
      {"01234", R"("01234")"},
      {"}}", R"("}}")"},
  };
  for (const auto& test : tests) EXPECT_EQ(parse_parameter(test.text).to_json(), test.want) << test.text;
}

TEST(Lexer, ParseParameterKnowsWordsFromQuotedTexts) {
  for (const std::string_view text : {"red", "red,green", " a b ", "'tis", "{a", "[a", ""})
    EXPECT_TRUE(parse_parameter(text).is_word()) << text;
  for (const std::string_view text : {"'red,green'", R"("red")", "3", "true", "[a]", "{a: 1}"})
    EXPECT_FALSE(parse_parameter(text).is_word()) << text;
}

}  // namespace
}  // namespace phoney::templates
