#include "base/text_set.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

TEST(TextSet, HasEachTextOnce) {
  TextSet set;
  EXPECT_TRUE(set.insert(""));
  EXPECT_FALSE(set.insert(""));
  EXPECT_TRUE(set.insert("ab"));
  EXPECT_TRUE(set.insert("a"));
  EXPECT_TRUE(set.insert("b")) << "texts lie side by side, and are apart all the same";
  EXPECT_FALSE(set.insert("ab"));
  EXPECT_EQ(set.size(), 4u);
}

TEST(TextSet, Grows) {
  TextSet set;
  for (int i = 0; i < 10'000; ++i) EXPECT_TRUE(set.insert(std::to_string(i)));
  for (int i = 0; i < 10'000; ++i) EXPECT_FALSE(set.insert(std::to_string(i)));
  EXPECT_EQ(set.size(), 10'000u);
}

}  // namespace
}  // namespace phoney
