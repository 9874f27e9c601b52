#include "http/work_pool.h"

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/processor_time.h"

namespace phoney::http {
namespace {

using std::chrono::nanoseconds;
using Time = std::chrono::steady_clock::time_point;

// A client is heavy while its recent CPU time is above this. CPU time decays with a half-life instead of ending with a
// window. Half a second, the limit of one request, counts for three quarters of a minute.
constexpr nanoseconds kHeavy = std::chrono::milliseconds(20);
constexpr nanoseconds kHalfLife = std::chrono::seconds(10);
// The assumed CPU time of a job until it is known.
constexpr nanoseconds kExpected = std::chrono::milliseconds(5);
// Above this number of clients, idle clients with little CPU time are forgotten.
constexpr std::size_t kManyClients = 4096;
// After this time without a job, the pool returns freed memory to the system, which glibc does not do by itself.
constexpr std::chrono::seconds kIdle{1};
// Event loops have 0, so an event loop that competes with one of these threads gets two thirds of the processor.
constexpr int kNiceness = 4;

struct Entry {
  WorkPool::Job* job;
  bool has_room;  // uses one of the places that others may be refused for
};

struct Client {
  std::deque<Entry> waiting;
  std::size_t in_room = 0;
  unsigned running = 0;
  unsigned running_light = 0;  // of these, started before the client was known to be heavy
  nanoseconds virtual_time{0};
  nanoseconds taken{0};  // lately, as of `taken_at`
  Time taken_at{};

  nanoseconds taken_lately(Time now) const {
    const double halvings = static_cast<double>((now - taken_at).count()) / static_cast<double>(kHalfLife.count());
    return nanoseconds(static_cast<std::int64_t>(static_cast<double>(taken.count()) * std::exp2(-halvings)));
  }
  // The CPU time of a running job is not known yet.
  bool is_heavy(Time now) const { return running > 0 || taken_lately(now) > kHeavy; }
};

using Clients = std::map<std::string, Client, std::less<>>;

}  // namespace

struct WorkPool::Impl {
  Impl(unsigned thread_count, std::size_t most)
      : limit(thread_count), kept_free(std::max(1U, thread_count / 3)), room(most) {}

  void submit(std::string_view name, Entry entry);
  Clients::iterator find_client(std::string_view name);
  Job* make_room(std::size_t own, bool heavy);
  Entry take_off(Clients::iterator client, const std::deque<Entry>::iterator& place);
  Clients::iterator next_client(Time now);
  void work();
  void end();
  void finish(Clients::iterator client, bool heavy, nanoseconds taken);
  void wait(std::unique_lock<std::mutex>& lock);

  const unsigned limit;
  const unsigned kept_free;  // threads that heavy clients cannot use
  const std::size_t room;
  mutable std::mutex mutex;
  std::condition_variable wake;
  Clients clients;
  std::size_t clean_at = kManyClients;
  std::vector<Clients::iterator> queued;  // the clients with waiting jobs
  std::size_t in_room = 0;
  std::size_t waiting = 0;
  unsigned running = 0;
  unsigned running_heavy = 0;
  nanoseconds virtual_now{0};
  bool ending = false;
  bool has_garbage = false;          // jobs have run since memory was returned
  std::vector<std::thread> threads;  // last: they use all of the above
};

// The client's entry. A client that has not been served for a while starts at the current virtual time.
Clients::iterator WorkPool::Impl::find_client(std::string_view name) {
  if (clients.size() >= clean_at) {
    const Time now = std::chrono::steady_clock::now();
    std::erase_if(clients,
                  [now](const auto& entry) { return entry.second.waiting.empty() && !entry.second.is_heavy(now); });
    clean_at = std::max(kManyClients, 2 * clients.size());
  }
  auto found = clients.find(name);
  if (found == clients.end()) found = clients.emplace(std::string(name), Client{}).first;
  Client& client = found->second;
  if (client.waiting.empty() && client.running == 0) client.virtual_time = std::max(client.virtual_time, virtual_now);
  return found;
}

// Removes the last waiting job of the client with the most, if that is more than `own` and one; or of a heavy client,
// in favour of one that is not.
WorkPool::Job* WorkPool::Impl::make_room(std::size_t own, bool heavy) {
  const Time now = std::chrono::steady_clock::now();
  auto most = std::ranges::max_element(queued, {}, [](Clients::iterator it) { return it->second.in_room; });
  if (most == queued.end()) return nullptr;
  if ((*most)->second.in_room <= own + 1) {
    if (heavy) return nullptr;
    most = std::ranges::find_if(
        queued, [&](Clients::iterator it) { return it->second.in_room > 0 && it->second.is_heavy(now); });
    if (most == queued.end()) return nullptr;
  }
  const auto found = *most;
  auto& jobs = found->second.waiting;
  const auto last = std::find_if(jobs.rbegin(), jobs.rend(), [](const Entry& entry) { return entry.has_room; });
  Job* const job = last->job;
  take_off(found, std::next(last).base());
  return job;
}

// Removes a job from the queue.
Entry WorkPool::Impl::take_off(Clients::iterator found, const std::deque<Entry>::iterator& place) {
  Client& client = found->second;
  const Entry entry = *place;
  client.waiting.erase(place);
  --waiting;
  if (entry.has_room) {
    --client.in_room;
    --in_room;
  }
  if (client.waiting.empty()) queued.erase(std::ranges::find(queued, found));
  return entry;
}

void WorkPool::Impl::submit(std::string_view name, Entry entry) {
  Job* refused = nullptr;
  {
    const std::scoped_lock lock(mutex);
    const auto found = find_client(name);
    Client& client = found->second;
    // A job that a thread is about to take need not wait.
    const bool is_full = entry.has_room && in_room >= room + (limit - running);
    const std::size_t own = client.in_room;
    queued.reserve(queued.size() + 1);
    client.waiting.push_back(entry);
    if (client.waiting.size() == 1) queued.push_back(found);
    ++waiting;
    client.in_room += entry.has_room ? 1 : 0;
    in_room += entry.has_room ? 1 : 0;
    if (is_full) {
      refused = make_room(own, client.is_heavy(std::chrono::steady_clock::now()));
      if (refused == nullptr) refused = take_off(found, std::prev(client.waiting.end())).job;
    }
  }
  wake.notify_one();
  if (refused != nullptr) refused->refuse();
}

// The client whose job is next, if one may have a thread now.
Clients::iterator WorkPool::Impl::next_client(Time now) {
  auto best = clients.end();
  for (const auto it : queued) {
    const Client& client = it->second;
    if (best != clients.end() && client.virtual_time >= best->second.virtual_time) continue;
    if (client.is_heavy(now) && running_heavy + client.running_light + kept_free >= limit) continue;
    best = it;
  }
  return best;
}

void WorkPool::Impl::finish(Clients::iterator found, bool heavy, nanoseconds taken) {
  Client& client = found->second;
  --client.running;
  --running;
  --(heavy ? running_heavy : client.running_light);
  client.virtual_time += taken - kExpected;
  const Time now = std::chrono::steady_clock::now();
  client.taken = client.taken_lately(now) + taken;
  client.taken_at = now;
  has_garbage = true;
}

// Waits for work. After a while without jobs, one of the threads returns memory to the system.
void WorkPool::Impl::wait(std::unique_lock<std::mutex>& lock) {
  if (!has_garbage || running > 0 || waiting > 0) return wake.wait(lock);
  if (wake.wait_for(lock, kIdle) == std::cv_status::no_timeout || running > 0 || waiting > 0) return;
  if (!std::exchange(has_garbage, false)) return;
  lock.unlock();
  malloc_trim(0);
  lock.lock();
}

void WorkPool::Impl::work() {
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNiceness);
  std::unique_lock lock(mutex);
  for (;;) {
    const Time now = std::chrono::steady_clock::now();
    const auto found = waiting == 0 ? clients.end() : next_client(now);
    if (found == clients.end()) {
      if (ending && waiting == 0) {
        wake.notify_all();  // threads that waited for a place of heavy clients
        return;
      }
      wait(lock);
      continue;
    }
    Client& client = found->second;
    const Entry entry = take_off(found, client.waiting.begin());
    const bool heavy = client.is_heavy(now);
    ++client.running;
    ++running;
    ++(heavy ? running_heavy : client.running_light);
    virtual_now = std::max(virtual_now, client.virtual_time);
    client.virtual_time += kExpected;
    lock.unlock();
    const nanoseconds start = processor_time();
    entry.job->run();
    const nanoseconds taken = processor_time() - start;
    lock.lock();
    finish(found, heavy, taken);
    // Another thread may have skipped a heavy client because the place that is now free was taken.
    if (waiting > 0) wake.notify_one();
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

void WorkPool::submit(std::string_view client, Job& job) { impl_->submit(client, {&job, true}); }
void WorkPool::submit_always(std::string_view client, Job& job) { impl_->submit(client, {&job, false}); }

std::size_t WorkPool::jobs() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->waiting + impl_->running;
}

}  // namespace phoney::http
