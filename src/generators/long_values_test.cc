// Values whose length a caller decides: that they are Faker's, and that a WorkLimit ends them.
//
// Expected values: Faker 40.54.0, Faker(locale) with seed_instance(seed); a set is sorted by its elements as JSON.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/json_reader.h"
#include "base/processor_time_for_tests.h"
#include "generators/engine_for_tests.h"

namespace phoney {
namespace {

using namespace std::chrono_literals;

struct Call {
  std::string_view generator;
  std::string parameters;  // as a JSON object
  std::string_view locale = "en_US";
  std::uint64_t seed = 1;
};

class LongValue {
 public:
  explicit LongValue(const Call& call)
      : session_(engine().registry(), *engine().catalogue().find_locale(call.locale),
                 Seed::from_integer(static_cast<std::int64_t>(call.seed)), Clock()) {
    const auto bound = engine().bind(session_.locale(), *engine().find_generator(call.generator),
                                     read_json(call.parameters)->as_object());
    EXPECT_TRUE(bound) << call.generator << ": " << bound.error().message;
    if (bound) call_ = *bound;
  }

  Session& session() { return session_; }
  void run(Output& out) { session_.run(call_.binding, call_.arguments.get(), out, call_.steps); }

 private:
  Session session_;
  BoundCall call_;
};

TEST(LongValues, AreFakers) {
  constexpr std::string_view kMixed = R"(["boolean","random_digit_or_empty","pyfloat","null_boolean","random_digit"])";
  const auto set = [](std::string_view types, int elements) {
    return fmt::format(R"({{"nb_elements":{},"variable_nb_elements":false,"value_types":{}}})", elements, types);
  };
  const struct {
    Call call;
    std::string_view want;
  } tests[] = {
      {{"pyset", set(R"(["random_digit"])", 12), "en_US", 3}, "[0,3,5,6,7,8,9]"},
      {{"pyset", set(kMixed, 8), "en_US", 0}, "[2,3,7,878829203004.256,null,true]"},
      {{"pyset", set(kMixed, 8), "en_US", 1}, R"(["",-7910303100740.6,false,null,true])"},
      {{"pyset", set(kMixed, 8), "en_US", 2}, "[0,2,3,4,true]"},
      {{"pyset", set(R"(["random_digit"])", 0)}, "[]"},
      {{"pydict", set(R"(["random_digit"])", 3)}, R"({"center":4,"outside":7,"throw":7})"},
      {{"lexify", R"({"text":"?-??-?x","letters":"éß漢a"})"}, "ß-é漢-éx"},
      {{"bothify", R"({"text":"?#?","letters":"αβγ"})", "en_US", 2}, "α0α"},
      {{"date", R"({"pattern":"0189 x5%%7","thai_digit":true})", "th_TH"}, "๐๑๘๙ x๕%๗"},
      {{"text", R"({"max_nb_chars":20,"ext_word_list":["abc","de","f"]})"}, "Abc f abc de abc de."},
      {{"xml", set(R"(["password"])", 3), "en_US", 4},
       "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<white><eat>*S2CcQEjn7</eat><floor>CG6Ctvmv%5</floor>"
       "<board>L&amp;9J^MnQZd</board></white>"},
  };
  for (const auto& [call, want] : tests) {
    LongValue value(call);
    Output out;
    value.run(out);
    EXPECT_FALSE(value.session().failed()) << call.generator;
    EXPECT_EQ(out.view(), want) << call.generator;
  }
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

// Each takes at least 20 ms. It takes seconds or minutes if a loop does not check the work limit, or if its time grows
// with the square of the number of elements.
std::vector<Call> long_calls() {
  constexpr std::string_view kElements = R"({"nb_elements":100000,"variable_nb_elements":false)";
  return {
      {"pyset", std::string(kElements) + "}"},
      {"pyset", std::string(kElements) + R"(,"allowed_types":["pydict"]})"},
      {"pyset", std::string(kElements) + R"(,"allowed_types":["nope"]})"},
      {"pystruct", R"({"count":10000})"},
      {"text", R"({"max_nb_chars":20,"ext_word_list":[""]})"},
      {"text", R"({"max_nb_chars":20,"ext_word_list":[")" + repeated("w", 100'000) + R"("]})"},
      {"texts", R"({"nb_texts":1000,"max_nb_chars":100000})"},
      {"xml", std::string(kElements) + R"(,"value_types":["binary"]})"},
      {"tar", R"({"uncompressed_size":16777216,"compression":"gz"})"},
      {"zip", R"({"uncompressed_size":16777216,"compression":"deflate"})"},
      {"json",
       R"({"num_rows":100000,"data_columns":[["a","random_element",{"elements":[0)" + repeated(",1", 50'000) + "]}]]}"},
      {"nic_handles", R"({"count":1000000})"},
  };
}

TEST(LongValues, EndAtTheLimitOfTheProcessor) {
  for (const Call& call : long_calls()) {
    LongValue value(call);
    value.session().work_limit().limit_time(5ms, {});
    Output out;
    EXPECT_LT(processor_time_of([&] { value.run(out); }), 1s) << call.generator << call.parameters.substr(0, 80);
    EXPECT_TRUE(value.session().failed()) << call.generator << call.parameters.substr(0, 80);
  }
}

// What takes no more time for each of its bytes than a small one.
TEST(LongValues, GrowWithTheirArgumentsAlone) {
  const Call calls[] = {
      {"lexify", R"({"letters":")" + repeated("é", 50'000) + R"(","text":")" + repeated("?", 100'000) + R"("})"},
      {"date", R"({"thai_digit":true,"pattern":")" + repeated("0", 500'000) + R"("})", "th_TH"},
  };
  for (const Call& call : calls) {
    LongValue value(call);
    Output out;
    EXPECT_LT(processor_time_of([&] { value.run(out); }), 1s) << call.generator;
    EXPECT_FALSE(value.session().failed());
  }
}

TEST(LongValues, LeaveNothingOfAValueThatFailed) {
  LongValue value({"pyset", R"({"allowed_types":["nope"]})"});
  Output out;
  out.append("before");
  value.run(out);
  EXPECT_TRUE(value.session().failed());
  EXPECT_EQ(out.view(), "before");
}

// 16 MiB are asked for by a directive of nine bytes: what it makes is held by the output's ceiling.
TEST(LongValues, OfADateAreHeldByTheCeiling) {
  LongValue value({"date", R"({"pattern":")" + repeated("%1000000s", 2000) + R"("})"});
  Output out;
  OutputCeiling ceiling(out, std::size_t{1} << 20);
  EXPECT_FALSE(ceiling.holds([&] { value.run(out); }));
}

}  // namespace
}  // namespace phoney
