#include "http/work_pool.h"

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <new>
#include <thread>
#include <utility>
#include <vector>

#include "base/processor_time.h"
#include "http/work_queue.h"

namespace phoney::http {
namespace {

using std::chrono::nanoseconds;
using Time = WorkQueue::Time;
constexpr std::size_t kTries = WorkQueue::kTries;

// After this time without a job, the pool returns freed memory to the system, which glibc does not do by itself.
constexpr std::chrono::seconds kIdle{1};
// Event loops have 0, so an event loop that competes with one of these threads gets two thirds of the processor.
constexpr int kNiceness = 4;

// With two threads per processor and two more, last tries can use all processors, and the rest of the threads is left
// for the earlier ones, half of it for the first two. Fewer than six threads have none for the second try alone.
WorkQueue::PerTry places_of(unsigned threads) {
  const unsigned step = (threads + 2) / 4;
  return {threads, threads - (step + 1) / 2, threads - step, std::max(1U, threads - 2 * step)};
}

}  // namespace

struct WorkPool::Impl {
  class Try;

  Impl(unsigned thread_count, std::size_t room) : limit(thread_count), places(places_of(thread_count)), queue(room) {}

  void submit(std::string_view client, const WorkQueue::Entry& entry);
  void expedite(std::string_view client, const Job& job);
  std::array<bool, kTries> free_places(std::size_t own = 0) const;
  void run(WorkQueue::Next& next, Time now, std::unique_lock<std::mutex>& lock);
  void work();
  void end();
  void wait(std::unique_lock<std::mutex>& lock);
  bool is_idle() const { return running[0] == 0 && queue.waiting() == 0; }

  const unsigned limit;
  const WorkQueue::PerTry places;  // of the threads, how many may have a try of that number or a later one
  mutable std::mutex mutex;
  std::condition_variable wake;
  WorkQueue queue;
  WorkQueue::PerTry running{};  // jobs with a try of that number or a later one
  bool ending = false;
  bool has_garbage = false;          // jobs have run since memory was returned
  std::vector<std::thread> threads;  // last: they use all of the above
};

void WorkPool::Impl::submit(std::string_view client, const WorkQueue::Entry& entry) {
  Job* refused = nullptr;
  {
    const std::scoped_lock lock(mutex);
    refused = queue.add(client, entry, limit - running[0], entry.since);
  }
  wake.notify_one();
  if (refused != nullptr) refused->refuse();
}

void WorkPool::Impl::expedite(std::string_view client, const Job& job) {
  {
    const std::scoped_lock lock(mutex);
    queue.expedite(client, job);
  }
  wake.notify_one();
}

// A try of a job, which decides what follows when its time is over.
class WorkPool::Impl::Try final : public Patience::Extension {
 public:
  Try(Impl& pool, WorkQueue::Next& next, Time now)
      : pool_(pool), next_(next), start_(processor_time()), patience_(patience_from(now)) {}
  Patience& patience() { return patience_; }
  nanoseconds taken() const { return processor_time() - start_; }

  // Goes on as the next try if that has a place now, and no other client comes first.
  nanoseconds grant() override {
    const std::scoped_lock lock(pool_.mutex);
    const auto are_free = pool_.free_places(next_.number + 1);
    if (!are_free[next_.number + 1]) return nanoseconds::zero();
    if (!pool_.queue.go_on(next_, taken(), are_free, std::chrono::steady_clock::now())) return nanoseconds::zero();
    ++pool_.running[next_.number];
    return limit();
  }

 private:
  nanoseconds limit() const {
    return next_.number + 1 == kTries ? nanoseconds::max() : WorkQueue::kExpected[next_.number];
  }
  Patience patience_from(Time now) {
    if (next_.number + 1 == kTries) return Patience::endless();
    return {now, limit(), start_, processor_time, this};
  }

  Impl& pool_;
  WorkQueue::Next& next_;
  const nanoseconds start_;
  Patience patience_;
};

// A job with a later try takes a place of each earlier one, too. Those of the first `own` tries count as free.
std::array<bool, kTries> WorkPool::Impl::free_places(std::size_t own) const {
  std::array<bool, kTries> are_free{true};
  for (std::size_t i = 1; i < kTries; ++i) are_free[i] = are_free[i - 1] && (i < own || running[i] < places[i]);
  return are_free;
}

// Waits for work. After a while without jobs, one of the threads returns memory to the system.
void WorkPool::Impl::wait(std::unique_lock<std::mutex>& lock) {
  if (!has_garbage || !is_idle()) return wake.wait(lock);
  if (wake.wait_for(lock, kIdle) == std::cv_status::no_timeout || !is_idle()) return;
  if (!std::exchange(has_garbage, false)) return;
  lock.unlock();
  malloc_trim(0);
  lock.lock();
}

// Runs the job, while the lock is released.
void WorkPool::Impl::run(WorkQueue::Next& next, Time now, std::unique_lock<std::mutex>& lock) {
  Try attempt(*this, next, now);
  for (std::size_t i = 0; i <= next.number; ++i) ++running[i];
  lock.unlock();
  const bool is_done = next.entry.job->run(attempt.patience());
  const nanoseconds taken = attempt.taken();
  lock.lock();
  for (std::size_t i = 0; i <= next.number; ++i) --running[i];
  WorkQueue::finished(next, taken, std::chrono::steady_clock::now());
  has_garbage = true;
  if (is_done) return;
  next.entry.next_try = next.number + 1;
  try {
    queue.add_again(*next.client, next.entry);
  } catch (const std::bad_alloc&) {
    lock.unlock();
    next.entry.job->refuse();
    lock.lock();
  }
}

void WorkPool::Impl::work() {
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNiceness);
  std::unique_lock lock(mutex);
  for (;;) {
    const Time now = std::chrono::steady_clock::now();
    auto next = queue.take(now, free_places());
    if (!next) {
      if (ending && queue.waiting() == 0) {
        wake.notify_all();  // threads that waited for a place
        return;
      }
      wait(lock);
      continue;
    }
    run(*next, now, lock);
    // Another thread may have skipped a job because the place that is now free was taken.
    if (queue.waiting() > 0) wake.notify_one();
  }
}

// Finishes the waiting jobs and ends the threads.
void WorkPool::Impl::end() {
  {
    const std::scoped_lock lock(mutex);
    ending = true;
  }
  wake.notify_all();
  for (std::thread& thread : threads) thread.join();
}

WorkPool::WorkPool(unsigned threads, std::size_t room) : impl_(new Impl(std::max(2U, threads), room)) {
  try {
    for (unsigned i = 0; i < impl_->limit; ++i) impl_->threads.emplace_back([this] { impl_->work(); });
  } catch (...) {
    impl_->end();  // those that were started
    throw;
  }
}

WorkPool::~WorkPool() { impl_->end(); }

void WorkPool::submit(std::string_view client, Job& job) {
  impl_->submit(client, {&job, true, std::chrono::steady_clock::now()});
}
void WorkPool::submit_always(std::string_view client, Job& job, nanoseconds expected_time) {
  impl_->submit(client,
                {&job, false, std::chrono::steady_clock::now(), WorkQueue::try_for(expected_time), expected_time});
}
void WorkPool::expedite(std::string_view client, Job& job) { impl_->expedite(client, job); }

std::size_t WorkPool::jobs() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->queue.waiting() + impl_->running[0];
}

}  // namespace phoney::http
