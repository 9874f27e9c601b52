#include "base/cpu_budget.h"

#include <gtest/gtest.h>

#include <thread>

namespace phoney {
namespace {

using namespace std::chrono_literals;

TEST(CpuBudget, IsSpentByComputing) {
  CpuBudget budget(20ms);
  while (!budget.spent(0)) continue;  // ends
  SUCCEED();
}

TEST(CpuBudget, LooksAtTheClockAfterMuchOutput) {
  CpuBudget budget(std::chrono::nanoseconds(1));
  EXPECT_TRUE(budget.spent(1)) << "at first";
  EXPECT_FALSE(budget.spent(1000));
  EXPECT_TRUE(budget.spent(2 << 20));
  EXPECT_FALSE(budget.spent(2 << 20));
}

TEST(CpuBudget, WaitingCostsNothing) {
  CpuBudget budget(1s);
  std::this_thread::sleep_for(1100ms);
  for (int i = 0; i < 32; ++i) EXPECT_FALSE(budget.spent(std::size_t{1} << (i + 10)));
}

TEST(CpuBudget, MayBeWithoutLimit) {
  CpuBudget budget(std::chrono::nanoseconds::max());
  for (int i = 0; i < 32; ++i) EXPECT_FALSE(budget.spent(std::size_t{1} << (i + 10)));
}

}  // namespace
}  // namespace phoney
