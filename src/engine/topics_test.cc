#include "engine/topics.h"

#include <set>

#include <gtest/gtest.h>

#include "generators/engine_for_tests.h"

namespace phoney {
namespace {

TEST(Topics, EachLeadsToGenerators) {
  for (const Topic& topic : topics()) {
    const auto names = split_at_spaces(topic.generators);
    EXPECT_FALSE(names.empty()) << topic.words;
    const std::set<std::string_view> distinct(names.begin(), names.end());
    EXPECT_EQ(distinct.size(), names.size()) << topic.words;
    for (const std::string_view name : names) EXPECT_TRUE(engine().catalogue().find_generator(name)) << name;
  }
}

TEST(Topics, EachWordIsPlainAndOfOneTopic) {
  std::set<std::string_view> seen;
  for (const Topic& topic : topics()) {
    for (const std::string_view word : split_at_spaces(topic.words)) {
      EXPECT_EQ(plain_spelling(word), word);
      EXPECT_TRUE(seen.insert(word).second) << word;
      EXPECT_EQ(find_topic(word), &topic) << word;
    }
  }
}

TEST(Topics, AreFoundInOtherSpellings) {
  const struct {
    std::string_view word, first_generator;
  } tests[] = {{"Auto-Increment", "uuid4"},
               {"autoIncrement", "uuid4"},
               {"auto_increment", "uuid4"},
               {"lat/long", "latlng"},
               {"zip code", "postcode"},
               {"Prices", "pricetag"},
               {"GPS", "latlng"}};
  for (const auto& test : tests) {
    const Topic* topic = find_topic(test.word);
    ASSERT_NE(topic, nullptr) << test.word;
    EXPECT_EQ(split_at_spaces(topic->generators).front(), test.first_generator) << test.word;
  }
  for (const std::string_view word : {"", "_", "s", "nothing", "pric"}) EXPECT_EQ(find_topic(word), nullptr) << word;
  EXPECT_EQ(find_topic(std::string(100'000, 's')), nullptr);
}

}  // namespace
}  // namespace phoney
