#include "base/trim.h"

#include <gtest/gtest.h>

namespace phoney {
namespace {

TEST(Trim, RemovesBlanksAtBothEnds) {
  EXPECT_EQ(trimmed(" \ta b\t "), "a b");
  EXPECT_EQ(trimmed("a"), "a");
  EXPECT_EQ(trimmed("--a-", "-"), "a");
}

TEST(Trim, LeavesAPartOfTheText) {
  for (const std::string_view text : {"", " ", " \t "}) {
    const std::string_view rest = trimmed(text);
    EXPECT_EQ(rest, "");
    EXPECT_EQ(rest.data(), text.data() + text.size());
  }
}

}  // namespace
}  // namespace phoney
