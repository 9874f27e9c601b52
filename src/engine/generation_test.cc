// Expected values: Faker 40.54.0, Faker("en_US"), seed_instance(...), fake.unique where `unique` is asked for.

#include "engine/generation.h"

#include <gtest/gtest.h>

#include "base/json_reader.h"
#include "generators/engine_for_tests.h"

namespace phoney {
namespace {

// A program of one placeholder.
Program program_of(std::string_view generator, bool unique, const Value::Object& arguments = {}) {
  Program program;
  program.locale = *engine().catalogue().find_locale("en_US");
  program.unique_keys = 1;
  Placeholder placeholder;
  placeholder.call = *engine().bind(program.locale, *engine().find_generator(generator), arguments);
  placeholder.field = "field";
  placeholder.generator = generator;
  placeholder.unique = unique;
  program.placeholders.push_back(std::move(placeholder));
  return program;
}

// Up to `count` values; fewer if one fails.
std::vector<std::string> values(Generation& generation, std::size_t count) {
  std::vector<std::string> result;
  Output out;
  while (result.size() < count && generation.run(generation.program().placeholders[0], out)) {
    result.emplace_back(out.view());
    out.clear();
  }
  return result;
}

TEST(Generation, DrawsAsFaker) {
  const Program program = program_of("prefix_female", false);
  Generation generation(engine(), program, Seed::from_integer(3), Clock(), Uniqueness::off);
  const std::vector<std::string> want = {"Mrs.", "Ms.", "Mrs.", "Miss", "Miss", "Mrs.", "Mrs.", "Dr."};
  EXPECT_EQ(values(generation, 8), want);
}

TEST(Generation, StrictUniquenessFailsWhenNothingIsLeft) {
  const Program program = program_of("prefix_female", true);
  Generation generation(engine(), program, Seed::from_integer(3), Clock(), Uniqueness::off);
  const std::vector<std::string> want = {"Mrs.", "Ms.", "Miss", "Dr."};
  EXPECT_EQ(values(generation, 100), want);
  EXPECT_EQ(generation.failure().code, ErrorCode::capacity_exceeded);
  EXPECT_TRUE(generation.warnings().empty());
}

TEST(Generation, RemembersWithinItsMemory) {
  constexpr std::size_t kBytes = 100'000;
  const Program program = program_of("uuid4", true);
  Generation generation(engine(), program, Seed::from_integer(3), Clock(), Uniqueness::off);
  generation.limit_memory(kBytes);
  const auto found = values(generation, 100'000);
  EXPECT_GT(found.size(), 500U);
  EXPECT_LT(found.size(), kBytes / 36) << "a UUID alone has 36 bytes";
  EXPECT_EQ(generation.failure().code, ErrorCode::capacity_exceeded);
  EXPECT_EQ(generation.failure().message,
            "unique values need more memory than the limit of 100000 bytes; ask for fewer unique values");
  EXPECT_EQ(generation.failure().field, "field");
}

TEST(Generation, FindsEveryValueThatFakerFinds) {
  const Program program = program_of("language_name", true);
  Generation generation(engine(), program, Seed::from_integer(1), Clock(), Uniqueness::off);
  const auto found = values(generation, 1000);
  ASSERT_EQ(found.size(), 182U);
  EXPECT_EQ(std::vector<std::string>(found.end() - 3, found.end()),
            (std::vector<std::string>{"Igbo", "Chichewa", "Inuktitut"}));
}

TEST(Generation, ValuesThatAreEqualInPythonAreOne) {
  const Value elements =
      Value::list({Value::integer(1), Value::number(1, "1.0"), Value::boolean(true), Value::text("1"),
                   Value::number(0, "0.0"), Value::number(-0.0, "-0.0"), Value::boolean(false), Value::integer(0)});
  const Program program = program_of("random_element", true, {{"elements", elements}});
  Generation generation(engine(), program, Seed::from_integer(4), Clock(), Uniqueness::off);
  EXPECT_EQ(values(generation, 100), (std::vector<std::string>{"1", "0.0", "1.0"}));
}

TEST(Generation, NumbersAreOneHoweverTheyAreWritten) {
  const auto elements = read_json(R"([1e1,10,1e22,10000000000000000000000,0.10,1E2,"x",null])");
  const Program program = program_of("random_element", true, {{"elements", *elements}});
  Generation generation(engine(), program, Seed::from_integer(2), Clock(), Uniqueness::off);
  EXPECT_EQ(values(generation, 100), (std::vector<std::string>{"1e1", "1E2", "1e22", "0.10", "x", "null"}));
}

TEST(Generation, UniquenessWherePossibleWarns) {
  const Program program = program_of("prefix_female", false);
  Generation generation(engine(), program, Seed::from_integer(3), Clock(), Uniqueness::where_possible);
  EXPECT_EQ(values(generation, 4).size(), 4U);
  EXPECT_TRUE(generation.warnings().empty());
  EXPECT_EQ(values(generation, 1).size(), 1U);
  EXPECT_EQ(
      generation.warnings(),
      std::vector<std::string>{"field: `prefix_female` ran out of unique values after 4 of them; 1 value repeats"});
  EXPECT_EQ(values(generation, 10).size(), 10U);
  EXPECT_EQ(
      generation.warnings(),
      std::vector<std::string>{"field: `prefix_female` ran out of unique values after 4 of them; 11 values repeat"});
}

TEST(Generation, OutputIsLimited) {
  const Program program = program_of("prefix_female", false);
  Generation generation(engine(), program, Seed::from_integer(3), Clock(), Uniqueness::off);
  Output out;
  out.append("before");
  generation.work_limit().limit_size(out.size(), 7);
  EXPECT_TRUE(generation.run(program.placeholders[0], out));  // Mrs.
  EXPECT_TRUE(generation.run(program.placeholders[0], out));  // Ms.
  EXPECT_FALSE(generation.run(program.placeholders[0], out));
  EXPECT_EQ(generation.failure().message, "the records exceed the limit of 7 bytes; ask for fewer or smaller records");
}

TEST(Program, CountsItsValues) {
  Program program = program_of("prefix_female", false);
  EXPECT_EQ(program.values_per_record(), 1U);
  program.placeholders[0].count = 0;
  EXPECT_EQ(program.values_per_record(), 0U);
  program.placeholders[0].count = 7;
  EXPECT_EQ(program.values_per_record(), 7U);
}

}  // namespace
}  // namespace phoney
