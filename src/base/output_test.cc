#include "base/output.h"

#include <cstdint>
#include <string>

#include <gtest/gtest.h>

namespace phoney {
namespace {

TEST(Output, GrowsFromNothing) {
  Output out(0);
  std::string want;
  for (int i = 0; i < 5000; ++i) {
    out.append('x');
    out.append("yz");
    want += "xyz";
  }
  EXPECT_EQ(out.view(), want);
}

// A sanitizer sees a copy from nowhere.
TEST(Output, AppendsTextsThatHaveNoPlace) {
  Output out;
  out.append(std::string_view());
  out.append("a");
  out.append(std::string_view());
  EXPECT_EQ(out.view(), "a");
}

TEST(Output, PaddedCopiesTakeTheirSizeOnly) {
  alignas(16) static constexpr char kSource[64] = "0123456789abcdefghijklmnopqrstuvwxyz";
  for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 32U, 33U}) {
    Output out(1);
    out.append("<");
    out.append_padded(kSource, size);
    out.append(">");
    EXPECT_EQ(out.view(), "<" + std::string(kSource, size) + ">");
  }
}

TEST(Output, Integers) {
  Output out(1);
  out.append_integer(INT64_MIN);
  out.append(' ');
  out.append_integer(INT64_MAX);
  out.append(' ');
  out.append_padded_integer(42, 5);
  out.append(' ');
  out.append_padded_integer(UINT64_MAX, 3);
  EXPECT_EQ(out.view(), "-9223372036854775808 9223372036854775807 00042 18446744073709551615");
}

TEST(Output, InsertMovesWhatFollows) {
  Output out(4);
  out.append("abef");
  char* place = out.insert(2, 2);
  place[0] = 'c';
  place[1] = 'd';
  EXPECT_EQ(out.view(), "abcdef");
}

TEST(Output, ValuesFollowTheNotation) {
  Output out;
  out.boolean(true);
  out.null();
  EXPECT_EQ(out.kind(), Kind::literal);
  out.set_notation(Notation::python);
  out.boolean(false);
  out.null();
  out.integer(-1);
  EXPECT_EQ(out.kind(), Kind::number);
  EXPECT_EQ(out.view(), "truenullFalseNone-1");
}

TEST(Output, GrowsToItsCeiling) {
  constexpr std::size_t kFrame = 64 << 10;  // beside three times what values may take
  Output out(1);
  out.append("before");
  {
    OutputCeiling ceiling(out, 100);
    EXPECT_TRUE(ceiling.holds([&] { out.append(std::string(kFrame + 300, 'x')); }));
    EXPECT_EQ(out.size(), 6 + kFrame + 300);
    EXPECT_FALSE(ceiling.holds([&] {
      out.set_notation(Notation::repr);
      out.append(std::string(kFrame, 'x'));
    }));
    EXPECT_EQ(out.view(), "before");
    EXPECT_EQ(out.notation(), Notation::json);
  }
  out.append(std::string(1 << 20, 'x'));
  EXPECT_EQ(out.size(), 6U + (1 << 20));
}

TEST(Output, MovesItsMemory) {
  Output first;
  first.append("text");
  Output second(std::move(first));
  Output third(1);
  third = std::move(second);
  EXPECT_EQ(third.view(), "text");
}

}  // namespace
}  // namespace phoney
