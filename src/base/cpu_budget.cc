#include "base/cpu_budget.h"

#include <ctime>

namespace phoney {
namespace {

using std::chrono::nanoseconds;

nanoseconds taken_by_this_thread() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

}  // namespace

CpuBudget::CpuBudget(nanoseconds limit)
    : limit_(limit), end_(limit == nanoseconds::max() ? limit : taken_by_this_thread() + limit) {}

bool CpuBudget::over() const { return end_ != nanoseconds::max() && taken_by_this_thread() > end_; }

}  // namespace phoney
