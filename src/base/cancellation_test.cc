#include "base/cancellation.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace phoney {
namespace {

using namespace std::chrono_literals;
constexpr Patience::Time kStart{1h};

std::chrono::nanoseconds processor_clock{0};
std::chrono::nanoseconds read_clock() { return processor_clock; }

// Grants each of its times once, then none.
struct Extension final : Patience::Extension {
  explicit Extension(std::vector<std::chrono::nanoseconds> grants) : left(std::move(grants)) {}
  std::chrono::nanoseconds grant() override {
    ++asked;
    if (left.empty()) return 0ns;
    const auto next = left.front();
    left.erase(left.begin());
    return next;
  }
  std::vector<std::chrono::nanoseconds> left;
  int asked = 0;
};

TEST(Patience, DoesNotComeBack) {
  Patience patience(kStart);
  EXPECT_TRUE(patience.lasts(kStart - 1ns));
  EXPECT_FALSE(patience.is_over());
  EXPECT_FALSE(patience.lasts(kStart));
  EXPECT_FALSE(patience.lasts(kStart - 1ns));
  EXPECT_TRUE(patience.is_over());
}

TEST(Patience, IsOverForWorkThatWouldTakeLonger) {
  Patience patience(Patience::Time::clock::now() + 1h);
  EXPECT_TRUE(patience.lasts_for(1min));
  EXPECT_FALSE(patience.lasts_for(2h));
  EXPECT_TRUE(patience.is_over());
}

TEST(Patience, IsExtendedByCpuTime) {
  processor_clock = 5s;
  Extension extension({50ms});
  Patience patience(kStart, 5ms, processor_clock, read_clock, &extension);
  processor_clock += 4ms;
  EXPECT_TRUE(patience.lasts(kStart + 10ms)) << "others had the processor";
  EXPECT_EQ(extension.asked, 0);
  processor_clock += 2ms;
  EXPECT_TRUE(patience.lasts(kStart + 20ms));
  EXPECT_EQ(extension.asked, 1);
  processor_clock += 48ms;  // 54 ms of 55
  EXPECT_TRUE(patience.lasts(kStart + 100ms));
  processor_clock += 2ms;
  EXPECT_FALSE(patience.lasts(kStart + 200ms));
  EXPECT_EQ(extension.asked, 2);
  EXPECT_FALSE(patience.lasts(kStart + 300ms));
  EXPECT_EQ(extension.asked, 2) << "it is over";
}

TEST(Patience, MayBecomeEndless) {
  processor_clock = 0s;
  Extension extension({std::chrono::nanoseconds::max()});
  Patience patience(kStart, 5ms, processor_clock, read_clock, &extension);
  processor_clock = 1h;
  EXPECT_TRUE(patience.lasts(kStart + 1h));
  EXPECT_TRUE(patience.lasts(kStart + 1000h));
  EXPECT_EQ(extension.asked, 1);
}

TEST(Patience, IsExtendedUntilWorkThatCannotCheckFits) {
  for (const bool fits : {true, false}) {
    const auto now = Patience::Time::clock::now();
    processor_clock = 0s;
    Extension extension(fits ? std::vector<std::chrono::nanoseconds>{1h, 10h}
                             : std::vector<std::chrono::nanoseconds>{1h});
    Patience patience(now, 1min, processor_clock, read_clock, &extension);
    EXPECT_TRUE(patience.lasts_for(1s));
    EXPECT_EQ(extension.asked, 0);
    EXPECT_EQ(patience.lasts_for(5h), fits);
    EXPECT_EQ(extension.asked, 2);
    EXPECT_EQ(patience.is_over(), !fits);
  }
}

}  // namespace
}  // namespace phoney
