#include "base/near.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

constexpr std::string_view kNames[] = {"name", "first_name", "last_name", "email", "city", "zipcode", "ean", "ean8"};

TEST(Near, BestFirst) {
  const struct {
    std::string_view name;
    std::vector<std::string> want;
  } tests[] = {
      {"nmae", {"name"}},
      {"NAME", {"name", "last_name", "first_name"}},
      {"emial", {"email"}},
      {"frist_name", {"first_name", "last_name", "name"}},
      {"zip", {"zipcode"}},
      {"ean9", {"ean", "ean8"}},
      {"", {}},
      {"qqqqqq", {}},
      {std::string_view("\0", 1), {}},
  };
  for (const auto& test : tests) EXPECT_EQ(near_names(test.name, kNames), test.want) << test.name;
  EXPECT_EQ(near_names("name", kNames, 1), std::vector<std::string>{"name"});
  EXPECT_TRUE(near_names(std::string(100'000, 'n'), kNames).empty());
}

TEST(Near, DidYouMean) {
  EXPECT_EQ(did_you_mean({}), "");
  EXPECT_EQ(did_you_mean(std::vector<std::string>{"a"}), "did you mean `a`?");
  EXPECT_EQ(did_you_mean(std::vector<std::string>{"a", "b"}), "did you mean `a` or `b`?");
  EXPECT_EQ(did_you_mean(std::vector<std::string>{"a", "b", "c"}), "did you mean `a`, `b` or `c`?");
}

TEST(Near, ShortenedCutsBetweenCharacters) {
  const struct {
    std::string_view text;
    std::size_t size;
    std::string_view want;
  } tests[] = {{"abc", 3, "abc"},   {"abcd", 3, "abc..."}, {"aéb", 2, "a..."},
               {"aéb", 3, "aé..."}, {"東", 1, "..."},      {"", 0, ""}};
  for (const auto& test : tests) EXPECT_EQ(shortened(test.text, test.size), test.want) << test.text;
}

}  // namespace
}  // namespace phoney
