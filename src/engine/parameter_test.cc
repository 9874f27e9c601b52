#include "engine/parameter.h"

#include <gtest/gtest.h>

#include "base/json_reader.h"

namespace phoney {
namespace {

// What a parameter of type T makes of a JSON value: its own spelling, or the error.
template <class T>
std::string read(std::string_view json) {
  T value{};
  const auto read = ParameterTraits<T>::read(*read_json(json), value);
  return read ? ParameterTraits<T>::show(value) : read.error().message;
}

TEST(Parameter, ReadsAndShows) {
  const struct {
    std::string got, want;
  } tests[] = {
      {read<bool>("true"), "true"},
      {read<bool>("1"), "takes true or false, not an integer (1)"},
      {read<std::int64_t>("-5"), "-5"},
      {read<std::int64_t>("\"5\""), "takes an integer, not a string (\"5\")"},
      {read<std::int64_t>("1.0"), "takes an integer, not a number (1.0)"},
      {read<std::int64_t>("9223372036854775808"),
       "takes an integer of at most 64 bits, not an integer (9223372036854775808)"},
      {read<double>("2"), "2"},
      {read<double>("2.50"), "2.5"},
      {read<double>("null"), "takes a number, not null (null)"},
      {read<std::string>("\"a\\\"\""), R"("a\"")"},
      {read<std::string>("1.50"), R"("1.50")"},
      {read<std::string>("true"),
       R"(takes a string, not true or false (true); put it in quotes to pass a string: "true")"},
      {read<TextList>(R"(["a",1])"), R"(["a","1"])"},
      {read<TextList>("[]"), "[]"},
      {read<TextList>(R"([["a"]])"), R"(takes a list of strings, for example [a, b], not a list ([["a"]]))"},
      {read<TextList>("\"a\""), R"(takes a list of strings, for example [a, b], not a string ("a"))"},
      {read<Elements>(R"(["a",1,null,["b"]])"), R"(["a",1,null,["b"]])"},
      {read<Elements>("\"aé\""), R"(["a","é"])"},
      {read<Elements>(R"({"a":1,"b":0.5})"), R"(["a","b"])"},
      {read<Elements>(R"({"a":"b"})"), R"(takes a list, a string or an object of weights, not an object ({"a":"b"}))"},
      {read<Elements>("[]"), "needs at least one element"},
      {read<Elements>("\"\""), "needs at least one element"},
      {read<std::optional<std::int64_t>>("null"), "null"},
      {read<std::optional<std::int64_t>>("3"), "3"},
      {read<std::optional<std::int64_t>>("false"), "takes an integer, not true or false (false)"},
      {read<double>("1e400"), "takes a number below 1.8e308"},
      {read<double>("1" + std::string(400, '0')), "takes a number below 1.8e308"},
      {read<double>("1e-400"), "0"},
      {read<bool>("\"" + std::string(50, 'x') + "\""),
       "takes true or false, not a string (\"" + std::string(39, 'x') + "...)"},
  };
  for (const auto& test : tests) EXPECT_EQ(test.got, test.want);
}

template <class T>
std::string read_value(const Value& written) {
  T value{};
  const auto read = ParameterTraits<T>::read(written, value);
  return read ? ParameterTraits<T>::show(value) : read.error().message;
}

// A text without quotes may have been meant as a list.
TEST(Parameter, AWordThatIsNoListIsToldHowToBeOne) {
  constexpr std::string_view kNeither =
      "takes a list such as [a, b] or an object of weights such as {a: 9, b: 1}, not {a: 9, b; put a string in quotes";
  const struct {
    std::string got;
    std::string_view want;
  } tests[] = {
      {read_value<Elements>(Value::word("red,green")),
       "takes a list in brackets, such as [red, green]; put a string in quotes to draw from its characters"},
      {read_value<Elements>(Value::word("red , , green,")),
       "takes a list in brackets, such as [red, green]; put a string in quotes to draw from its characters"},
      {read_value<Elements>(Value::word("{a: 9, b")), kNeither},
      {read_value<Elements>(Value::word("abc")), R"(["a","b","c"])"},
      {read_value<Elements>(Value::word("")), "needs at least one element"},
      {read_value<Elements>(Value::text("abc")), R"(["a","b","c"])"},
      {read_value<Elements>(Value::text("a,b")), R"(["a",",","b"])"},
      {read_value<TextList>(Value::word("png,jpg")),
       R"(takes a list of strings, for example [png, jpg], not a string ("png,jpg"))"},
      {read_value<TextList>(Value::word("[png")),
       R"(takes a list of strings, for example [a, b], not a string ("[png"))"},
      {read_value<IntegerList>(Value::word("1,2")),
       R"(takes a list of integers, for example [1, 2], not a string ("1,2"))"},
  };
  for (const auto& test : tests) EXPECT_EQ(test.got, test.want);
}

TEST(Parameter, ATextTakesAnObjectAsItWasWritten) {
  EXPECT_EQ(read_value<std::string>(Value::object({{"a", Value::text("#")}}, "{a: #}")), R"("{a: #}")");
  EXPECT_EQ(read_value<std::string>(Value::object({{"a", Value::text("#")}})),
            R"(takes a string, not an object ({"a":"#"}))");
  EXPECT_EQ(read_value<std::string>(Value::list({})), "takes a string, not a list ([])");
}

TEST(Parameter, ElementsAreSpelledInBothNotations) {
  Elements elements;
  ASSERT_TRUE(ParameterTraits<Elements>::read(*read_json(R"([true,null,["it's"],{"k":1},"t",1E2,0.10,-0])"), elements));
  const struct {
    std::string_view json, python;
    Kind kind;
  } want[] = {
      {"true", "True", Kind::literal},
      {"null", "None", Kind::literal},
      {R"(["it's"])", R"(["it's"])", Kind::encoded},
      {R"({"k":1})", "{'k': 1}", Kind::encoded},
      {"t", "t", Kind::text},
      {"1E2", "100.0", Kind::number},
      {"0.10", "0.1", Kind::number},
      {"-0", "0", Kind::number},
  };
  ASSERT_EQ(elements.items.size(), std::size(want));
  for (std::size_t i = 0; i < std::size(want); ++i) {
    EXPECT_EQ(elements.items[i].json, want[i].json);
    EXPECT_EQ(elements.items[i].python, want[i].python);
    EXPECT_EQ(elements.items[i].kind, want[i].kind);
  }
}

}  // namespace
}  // namespace phoney
