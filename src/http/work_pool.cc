#include "http/work_pool.h"

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <new>
#include <optional>
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
// The CPU time of a job's tries. The last one has no limit here, and is expected to take as long as a request may.
constexpr int kTries = 3;
constexpr std::array<nanoseconds, kTries> kExpected{std::chrono::milliseconds(5), std::chrono::milliseconds(50),
                                                    std::chrono::milliseconds(500)};
// Above this number of clients, idle clients with little CPU time are forgotten.
constexpr std::size_t kManyClients = 4096;
// After this time without a job, the pool returns freed memory to the system, which glibc does not do by itself.
constexpr std::chrono::seconds kIdle{1};
// Event loops have 0, so an event loop that competes with one of these threads gets two thirds of the processor.
constexpr int kNiceness = 4;

// The most that waiting counts in favour of a job: enough for the longest to overtake short ones. If it had no limit,
// the jobs of heavy clients would come before that of a newcomer as soon as all of them wait for long.
constexpr nanoseconds kMostCredit = 2 * kExpected.back();

nanoseconds expected(int number) { return kExpected[static_cast<std::size_t>(number)]; }

// The first try in which such a job is done.
int try_for(nanoseconds time) {
  int number = 0;
  while (number + 1 < kTries && expected(number) < time) ++number;
  return number;
}

struct Entry {
  WorkPool::Job* job;
  bool has_room;     // uses one of the places that others may be refused for
  Time since;        // when it was submitted, or long ago if it is expedited
  int next_try = 0;  // the tries before it were dropped
  bool is_expedited = false;
};

struct Client {
  // By the number of the next try; the oldest first.
  std::array<std::deque<Entry>, kTries> waiting;
  std::size_t in_room = 0;
  unsigned running = 0;
  nanoseconds taken{0};  // lately, as of `taken_at`
  Time taken_at{};

  nanoseconds taken_lately(Time now) const {
    const double halvings = static_cast<double>((now - taken_at).count()) / static_cast<double>(kHalfLife.count());
    return nanoseconds(static_cast<std::int64_t>(static_cast<double>(taken.count()) * std::exp2(-halvings)));
  }
  void add(nanoseconds more, Time now) {
    taken = std::max(nanoseconds::zero(), taken_lately(now) + more);
    taken_at = now;
  }
  bool has_waiting() const {
    return std::ranges::any_of(waiting, [](const auto& jobs) { return !jobs.empty(); });
  }
  // The CPU time of a running job is not known yet.
  bool is_heavy(Time now) const { return running > 0 || taken_lately(now) > kHeavy; }
};

// The lowest goes first: the CPU time that the client will have taken after the try, less a credit for the job's age.
nanoseconds rank_of(const Entry& entry, int number, nanoseconds taken, Time now) {
  if (entry.is_expedited) return nanoseconds::min();
  return taken + expected(number) - std::min((now - entry.since) / 2, kMostCredit);
}

// With two threads per processor and two more, last tries can use all processors, and a quarter of the threads is left
// for each of the earlier tries.
std::array<unsigned, kTries> places_of(unsigned threads) {
  const unsigned step = (threads + 2) / 4;
  return {threads, threads - step, std::max(1U, threads - 2 * step)};
}

using Clients = std::map<std::string, Client, std::less<>>;

// A waiting job that is next among those of its client with the same number of tries.
struct Candidate {
  Clients::iterator client;
  int number;  // of the try that it would have now
  std::deque<Entry>* jobs;
  nanoseconds taken;  // lately, by the client; the least of all for a job that is expedited
  nanoseconds rank;

  // Of two jobs with the same next try, that of the client that has taken less comes first, then the older one.
  bool operator<(const Candidate& other) const {
    return taken != other.taken ? taken < other.taken : jobs->front().since < other.jobs->front().since;
  }
};

// Calls `act` with each of the client's candidates. A heavy client's jobs have no first try, unless they end at once.
template <class F>
void for_each_candidate(Clients::iterator client, Time now, F&& act) {
  const nanoseconds taken = client->second.taken_lately(now);
  const int least = client->second.is_heavy(now) ? 1 : 0;
  for (int i = 0; i < kTries; ++i) {
    std::deque<Entry>& jobs = client->second.waiting[static_cast<std::size_t>(i)];
    if (jobs.empty()) continue;
    const int number = jobs.front().is_expedited ? 0 : std::max(i, least);
    const Entry& entry = jobs.front();
    act(Candidate{client, number, &jobs, entry.is_expedited ? nanoseconds::min() : taken,
                  rank_of(entry, number, taken, now)});
  }
}

}  // namespace

struct WorkPool::Impl {
  class Try;

  Impl(unsigned thread_count, std::size_t most) : limit(thread_count), places(places_of(thread_count)), room(most) {}

  void submit(std::string_view name, Entry entry);
  Clients::iterator find_client(std::string_view name);
  Job* make_room(std::size_t own, bool heavy);
  Entry take_off(Clients::iterator client, std::deque<Entry>& jobs, const std::deque<Entry>::iterator& place);
  bool has_place(int number, int from) const;
  std::optional<Candidate> next(Time now);
  void run_next(const Candidate& candidate, Time now, std::unique_lock<std::mutex>& lock);
  void queue(Clients::iterator client, const Entry& entry);
  void expedite(std::string_view name, const Job& job);
  void work();
  void end();
  void wait(std::unique_lock<std::mutex>& lock);

  const unsigned limit;
  const std::array<unsigned, kTries> places;  // of the threads, how many may have a try of that number or a later one
  const std::size_t room;
  mutable std::mutex mutex;
  std::condition_variable wake;
  Clients clients;
  std::size_t clean_at = kManyClients;
  std::vector<Clients::iterator> queued;  // the clients with waiting jobs
  std::size_t in_room = 0;
  std::size_t waiting = 0;
  std::array<unsigned, kTries> running{};  // jobs with a try of that number or a later one
  bool ending = false;
  bool has_garbage = false;          // jobs have run since memory was returned
  std::vector<std::thread> threads;  // last: they use all of the above
};

Clients::iterator WorkPool::Impl::find_client(std::string_view name) {
  if (clients.size() >= clean_at) {
    const Time now = std::chrono::steady_clock::now();
    std::erase_if(clients,
                  [now](const auto& entry) { return !entry.second.has_waiting() && !entry.second.is_heavy(now); });
    clean_at = std::max(kManyClients, 2 * clients.size());
  }
  const auto found = clients.find(name);
  return found != clients.end() ? found : clients.emplace(std::string(name), Client{}).first;
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
  std::deque<Entry>* of_last = nullptr;
  std::deque<Entry>::iterator last;
  for (auto& jobs : found->second.waiting) {
    for (auto it = jobs.begin(); it != jobs.end(); ++it) {
      if (!it->has_room || (of_last != nullptr && it->since < last->since)) continue;
      of_last = &jobs;
      last = it;
    }
  }
  return take_off(found, *of_last, last).job;
}

// Removes a job from the queue.
Entry WorkPool::Impl::take_off(Clients::iterator found, std::deque<Entry>& jobs,
                               const std::deque<Entry>::iterator& place) {
  Client& client = found->second;
  const Entry entry = *place;
  jobs.erase(place);
  --waiting;
  if (entry.has_room) {
    --client.in_room;
    --in_room;
  }
  if (!client.has_waiting()) queued.erase(std::ranges::find(queued, found));
  return entry;
}

// Queues a job behind the older ones of its client with the same next try, so that it does not wait for a longer one.
void WorkPool::Impl::queue(Clients::iterator found, const Entry& entry) {
  Client& client = found->second;
  const bool is_first = !client.has_waiting();
  queued.reserve(queued.size() + 1);
  auto& jobs = client.waiting[static_cast<std::size_t>(entry.next_try)];
  jobs.insert(std::ranges::upper_bound(jobs, entry.since, {}, &Entry::since), entry);
  if (is_first) queued.push_back(found);
  ++waiting;
  client.in_room += entry.has_room ? 1 : 0;
  in_room += entry.has_room ? 1 : 0;
}

void WorkPool::Impl::expedite(std::string_view name, const Job& job) {
  {
    const std::scoped_lock lock(mutex);
    const auto found = clients.find(name);
    if (found == clients.end()) return;
    for (auto& jobs : found->second.waiting) {
      const auto place = std::ranges::find(jobs, &job, &Entry::job);
      if (place == jobs.end()) continue;
      place->is_expedited = true;
      place->since = Time{};
      std::rotate(jobs.begin(), place, std::next(place));
      break;
    }
  }
  wake.notify_one();
}

void WorkPool::Impl::submit(std::string_view name, Entry entry) {
  Job* refused = nullptr;
  {
    const std::scoped_lock lock(mutex);
    const auto found = find_client(name);
    Client& client = found->second;
    // A job that a thread is about to take need not wait.
    const bool is_full = entry.has_room && in_room >= room + (limit - running[0]);
    const std::size_t own = client.in_room;
    queue(found, entry);
    if (is_full) {
      refused = make_room(own, client.is_heavy(std::chrono::steady_clock::now()));
      if (refused == nullptr) {
        refused = entry.job;
        auto& jobs = client.waiting.front();
        take_off(found, jobs, std::ranges::find(jobs, entry.job, &Entry::job));
      }
    }
  }
  wake.notify_one();
  if (refused != nullptr) refused->refuse();
}

// A try of a job, which decides what follows when its time is over.
class WorkPool::Impl::Try final : public Patience::Extension {
 public:
  Try(Impl& pool, Client& client, const Entry& entry, int number, Time now)
      : pool_(pool),
        client_(client),
        entry_(entry),
        number_(number),
        start_(processor_time()),
        patience_(patience_from(now)) {}
  int number() const { return number_; }
  Patience& patience() { return patience_; }
  nanoseconds taken() const { return processor_time() - start_; }

  // Goes on as the next try if that has a place now, and no other client comes first.
  nanoseconds grant() override {
    const std::scoped_lock lock(pool_.mutex);
    if (!pool_.has_place(number_ + 1, number_) || !comes_first()) return nanoseconds::zero();
    ++pool_.running[static_cast<std::size_t>(++number_)];
    return limit();
  }

 private:
  nanoseconds limit() const { return number_ + 1 == kTries ? nanoseconds::max() : expected(number_); }
  Patience patience_from(Time now) {
    if (number_ + 1 == kTries) return Patience::endless();
    return {now, limit(), start_, processor_time, this};
  }
  bool comes_first() const {
    const Time now = std::chrono::steady_clock::now();
    const nanoseconds own = rank_of(entry_, number_ + 1, client_.taken_lately(now) + taken() - kExpected[0], now);
    bool is_first = true;
    for (const auto other : pool_.queued) {
      if (&other->second == &client_) continue;
      for_each_candidate(other, now, [&](const Candidate& candidate) { is_first &= candidate.rank >= own; });
    }
    return is_first;
  }

  Impl& pool_;
  Client& client_;
  const Entry& entry_;
  int number_;
  const nanoseconds start_;
  Patience patience_;
};

// Whether a job may have a try of that number, after one of the number `from`.
bool WorkPool::Impl::has_place(int number, int from) const {
  for (int i = number; i > from; --i) {
    if (running[static_cast<std::size_t>(i)] >= places[static_cast<std::size_t>(i)]) return false;
  }
  return true;
}

// The job that is next, if one may have a thread now: the first of those with the try for which the best rank speaks.
// Ranks compare short jobs with long ones. Between long ones the credits do not count, so that a newcomer need not wait
// for its own.
std::optional<Candidate> WorkPool::Impl::next(Time now) {
  struct {
    std::optional<Candidate> first;
    nanoseconds rank = nanoseconds::max();
  } tries[kTries];
  for (const auto client : queued) {
    for_each_candidate(client, now, [&](const Candidate& candidate) {
      auto& same = tries[candidate.number];
      same.rank = std::min(same.rank, candidate.rank);
      if (!same.first || candidate < *same.first) same.first = candidate;
    });
  }
  std::optional<Candidate> best;
  nanoseconds least = nanoseconds::max();
  for (int i = 0; i < kTries; ++i) {
    if (!tries[i].first || !has_place(i, 0) || (best && tries[i].rank >= least)) continue;
    best = tries[i].first;
    least = tries[i].rank;
  }
  return best;
}

// Waits for work. After a while without jobs, one of the threads returns memory to the system.
void WorkPool::Impl::wait(std::unique_lock<std::mutex>& lock) {
  if (!has_garbage || running[0] > 0 || waiting > 0) return wake.wait(lock);
  if (wake.wait_for(lock, kIdle) == std::cv_status::no_timeout || running[0] > 0 || waiting > 0) return;
  if (!std::exchange(has_garbage, false)) return;
  lock.unlock();
  malloc_trim(0);
  lock.lock();
}

// Runs the job, while the lock is released.
void WorkPool::Impl::run_next(const Candidate& candidate, Time now, std::unique_lock<std::mutex>& lock) {
  const auto found = candidate.client;
  Client& client = found->second;
  Entry entry = take_off(found, *candidate.jobs, candidate.jobs->begin());
  Try attempt(*this, client, entry, candidate.number, now);
  for (int i = 0; i <= attempt.number(); ++i) ++running[static_cast<std::size_t>(i)];
  ++client.running;
  client.add(kExpected[0], now);  // known when it ends
  lock.unlock();
  const bool is_done = entry.job->run(attempt.patience());
  const nanoseconds taken = attempt.taken();
  lock.lock();
  for (int i = 0; i <= attempt.number(); ++i) --running[static_cast<std::size_t>(i)];
  --client.running;
  client.add(taken - kExpected[0], std::chrono::steady_clock::now());
  has_garbage = true;
  if (is_done) return;
  entry.next_try = attempt.number() + 1;
  try {
    queue(found, entry);
  } catch (const std::bad_alloc&) {
    lock.unlock();
    entry.job->refuse();
    lock.lock();
  }
}

void WorkPool::Impl::work() {
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNiceness);
  std::unique_lock lock(mutex);
  for (;;) {
    const Time now = std::chrono::steady_clock::now();
    const auto candidate = next(now);
    if (!candidate) {
      if (ending && waiting == 0) {
        wake.notify_all();  // threads that waited for a place of heavy clients
        return;
      }
      wait(lock);
      continue;
    }
    run_next(*candidate, now, lock);
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

void WorkPool::submit(std::string_view client, Job& job) {
  impl_->submit(client, {&job, true, std::chrono::steady_clock::now()});
}
void WorkPool::submit_always(std::string_view client, Job& job, nanoseconds expected_time) {
  impl_->submit(client, {&job, false, std::chrono::steady_clock::now(), try_for(expected_time)});
}
void WorkPool::expedite(std::string_view client, Job& job) { impl_->expedite(client, job); }

std::size_t WorkPool::jobs() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->waiting + impl_->running[0];
}

}  // namespace phoney::http
