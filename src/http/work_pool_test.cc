#include "http/work_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/processor_time.h"

namespace phoney::http {
namespace {

using namespace std::chrono_literals;
constexpr auto kPatience = 60s;  // for what takes milliseconds

// Counts down; whoever waits for zero fails the test if it takes too long.
class Countdown {
 public:
  explicit Countdown(int count) : count_(count) {}
  void tick() {
    const std::scoped_lock lock(mutex_);
    --count_;
    changed_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    ASSERT_TRUE(changed_.wait_for(lock, kPatience, [this] { return count_ <= 0; }));
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_;
};

struct Job final : WorkPool::Job {
  std::function<void()> work = [] {};
  std::function<bool(Patience&)> attempt = [this](Patience& /*patience*/) {
    work();
    return true;
  };
  std::function<void()> on_refusal = [] { FAIL() << "refused"; };
  bool run(Patience& patience) override { return attempt(patience); }
  void refuse() override { on_refusal(); }
};

void compute(std::chrono::nanoseconds length) {
  const auto end = processor_time() + length;
  while (processor_time() < end) continue;
}

// The same as far as the patience lasts; counts down at the end.
bool compute_patiently(std::chrono::nanoseconds length, Patience& patience, Countdown& is_done) {
  const auto end = processor_time() + length;
  while (processor_time() < end) {
    if (!patience.lasts(std::chrono::steady_clock::now())) return false;
  }
  is_done.tick();
  return true;
}

// What stands in the way of everything else until it is opened.
class Gate {
 public:
  // Fills the pool's threads.
  Gate(WorkPool& pool, std::size_t threads) : jobs_(threads), state_(std::make_shared<State>(threads)) {
    for (std::size_t i = 0; i < threads; ++i) {
      // A thread that leaves the gate may be the last to know that it is gone.
      jobs_[i].work = [state = state_] {
        const auto kept = state;
        kept->entered.tick();
        kept->open.wait();
      };
      pool.submit("gate " + std::to_string(i), jobs_[i]);
    }
    state_->entered.wait();
  }
  void open() { state_->open.tick(); }

 private:
  struct State {
    explicit State(std::size_t threads) : entered(static_cast<int>(threads)) {}
    Countdown entered;
    Countdown open{1};
  };

  std::deque<Job> jobs_;
  std::shared_ptr<State> state_;
};

TEST(WorkPool, DoesAllJobs) {
  constexpr int kJobs = 1000;
  std::atomic<int> done = 0;
  std::vector<Job> jobs(kJobs);
  {
    WorkPool pool(4, kJobs);
    for (int i = 0; i < kJobs; ++i) {
      jobs[static_cast<std::size_t>(i)].work = [&] { ++done; };
      pool.submit("client " + std::to_string(i % 7), jobs[static_cast<std::size_t>(i)]);
    }
  }
  EXPECT_EQ(done, kJobs);
}

TEST(WorkPool, ClientsShareTheThreads) {
  std::string order;
  std::mutex mutex;
  std::vector<Job> many(200);
  std::vector<Job> few(2);
  {
    WorkPool pool(2, 300);
    Gate gate(pool, 2);
    const auto add = [&](std::vector<Job>& jobs, char name) {
      for (Job& job : jobs) {
        job.work = [&, name] {
          {
            const std::scoped_lock lock(mutex);
            order += name;
          }
          compute(1ms);
        };
        pool.submit(std::string(1, name), job);
      }
    };
    add(many, 'a');
    add(few, 'b');
    gate.open();
  }
  // All of a's came first, and b's were done long before the last of them, also if one of the threads has to wait for
  // the processor.
  EXPECT_EQ(order.size(), 202U);
  EXPECT_LT(order.rfind('b'), 150U) << order;
}

TEST(WorkPool, KeepsThreadsForClientsWhoTakeLittle) {
  Job taste;
  Countdown tasted(1);
  Countdown release(1);
  std::vector<Job> greedy(3);
  Countdown modest_is_done(1);
  Job modest;
  WorkPool pool(3, 100);  // goes first, and waits for them
  taste.work = [&] {
    compute(50ms);
    tasted.tick();
  };
  pool.submit("greedy", taste);
  tasted.wait();
  // As many long jobs as there are threads: one thread stays free.
  for (Job& job : greedy) {
    job.work = [&] { release.wait(); };
    pool.submit("greedy", job);
  }
  modest.work = [&] { modest_is_done.tick(); };
  pool.submit("modest", modest);
  modest_is_done.wait();
  release.tick();
}

TEST(WorkPool, LongJobsOfManyStrangersMakeWayForAShortOne) {
  constexpr int kStrangers = 20;
  std::atomic<bool> released = false;
  std::atomic<int> tries = 0;
  Countdown strangers_are_done(kStrangers);
  std::vector<Job> long_jobs(kStrangers);
  Countdown newcomer_is_done(1);
  Job short_job;
  WorkPool pool(3, 100);  // goes first, and waits for them
  for (int i = 0; i < kStrangers; ++i) {
    Job& job = long_jobs[static_cast<std::size_t>(i)];
    job.attempt = [&](Patience& patience) {
      ++tries;
      while (!released) {
        if (!patience.lasts(std::chrono::steady_clock::now())) return false;
      }
      strangers_are_done.tick();
      return true;
    };
    pool.submit("stranger " + std::to_string(i), job);
  }
  short_job.work = [&] { newcomer_is_done.tick(); };
  pool.submit("newcomer", short_job);
  newcomer_is_done.wait();
  released = true;
  strangers_are_done.wait();
  EXPECT_LE(tries, 4 * kStrangers) << "a job is given up three times at most";
}

// A long job beside short ones, each of which comes back at once. `name` gives the clients of the short ones.
void finish_a_long_job_beside_short_ones(const std::function<std::string()>& name) {
  std::atomic<bool> ended = false;
  Countdown long_job_is_done(1);
  Job long_job;
  std::deque<Job> short_jobs;
  WorkPool pool(3, 1000);  // goes first, and waits for them
  for (int i = 0; i < 20; ++i) {
    Job& job = short_jobs.emplace_back();
    job.work = [&] {
      compute(10ms);
      if (!ended) pool.submit(name(), job);
    };
    pool.submit(name(), job);
  }
  long_job.attempt = [&](Patience& patience) { return compute_patiently(200ms, patience, long_job_is_done); };
  pool.submit("long", long_job);
  long_job_is_done.wait();
  ended = true;
}

TEST(WorkPool, ALongJobDoesNotWaitForManyShortOnesForever) {
  std::atomic<int> names = 0;  // so that there is always a client that has used nothing
  finish_a_long_job_beside_short_ones([&] { return "short " + std::to_string(++names); });
}

TEST(WorkPool, ALongJobDoesNotWaitForShortOnesOfItsClientForever) {
  finish_a_long_job_beside_short_ones([] { return "long"; });
}

TEST(WorkPool, LongPiecesLeaveThreadsToOthers) {
  Countdown release(1);
  std::vector<Job> pieces(3);
  Countdown modest_is_done(1);
  Job modest;
  WorkPool pool(3, 100);  // goes first, and waits for them
  for (Job& piece : pieces) {
    piece.work = [&] { release.wait(); };
    pool.submit_always("stream " + std::to_string(&piece - pieces.data()), piece, 1s);
  }
  modest.work = [&] { modest_is_done.tick(); };
  pool.submit("modest", modest);
  modest_is_done.wait();
  release.tick();
}

TEST(WorkPool, AnExpeditedJobGoesNext) {
  std::string order;
  std::mutex mutex;
  std::vector<Job> jobs(9);
  Countdown done(9);
  {
    WorkPool pool(2, 100);
    Gate rest(pool, 1);  // so that one thread works through all
    Gate gate(pool, 1);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      jobs[i].work = [&, i] {
        const std::scoped_lock lock(mutex);
        order += static_cast<char>('1' + i);
        done.tick();
      };
      pool.submit("client", jobs[i]);
    }
    pool.expedite("client", jobs[7]);
    pool.expedite("nobody", jobs[8]);
    gate.open();
    done.wait();
    rest.open();
  }
  EXPECT_EQ(order.size(), 9U);
  EXPECT_EQ(order.front(), '8') << order;
}

TEST(WorkPool, AShortJobDoesNotWaitForALongOneOfItsClient) {
  std::atomic<bool> released = false;
  Countdown long_jobs_are_done(4);
  std::deque<Job> long_jobs;
  Countdown short_job_is_done(1);
  Job short_job;
  WorkPool pool(3, 100);  // goes first, and waits for them
  for (int i = 0; i < 4; ++i) {
    Job& job = long_jobs.emplace_back();
    job.attempt = [&](Patience& patience) {
      while (!released) {
        if (!patience.lasts(std::chrono::steady_clock::now())) return false;
      }
      long_jobs_are_done.tick();
      return true;
    };
    pool.submit("client", job);
  }
  short_job.work = [&] { short_job_is_done.tick(); };
  pool.submit("client", short_job);
  short_job_is_done.wait();
  released = true;
  long_jobs_are_done.wait();
}

TEST(WorkPool, WithoutRoomWhoHasMostWaitingLosesTheLast) {
  std::string refused;
  std::vector<std::string> done;
  std::mutex mutex;
  std::deque<Job> jobs;
  {
    WorkPool pool(2, 4);
    Gate gate(pool, 2);
    const auto add = [&](const std::string& client, const std::string& name) {
      Job& job = jobs.emplace_back();
      job.work = [&, name] {
        const std::scoped_lock lock(mutex);
        done.push_back(name);
      };
      job.on_refusal = [&, name] { refused += name + ' '; };
      pool.submit(client, job);
    };
    for (const char* name : {"a1", "a2", "a3", "a4", "a5"}) add("a", name);
    EXPECT_EQ(refused, "a5 ");
    add("b", "b1");
    EXPECT_EQ(refused, "a5 a4 ");
    add("b", "b2");
    EXPECT_EQ(refused, "a5 a4 a3 ");
    add("b", "b3");
    EXPECT_EQ(refused, "a5 a4 a3 b3 ") << "both have two";
    Job& piece = jobs.emplace_back();
    piece.work = [&] {
      const std::scoped_lock lock(mutex);
      done.emplace_back("piece");
    };
    pool.submit_always("b", piece);
    EXPECT_EQ(refused, "a5 a4 a3 b3 ") << "a piece takes no room";
    EXPECT_EQ(pool.jobs(), 7U);
    gate.open();
  }
  std::ranges::sort(done);
  EXPECT_EQ(done, (std::vector<std::string>{"a1", "a2", "b1", "b2", "piece"}));
}

}  // namespace
}  // namespace phoney::http
