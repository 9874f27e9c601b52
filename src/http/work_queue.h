// WorkQueue: the waiting jobs of a pool, and which of them goes next (ARCHITECTURE.md, "The work pool").
//
// A job is tried several times, each time for longer. Of the tries that have a thread, that one goes first whose jobs
// include the best rank: the CPU time that the client will have taken after the try, less a credit for the job's age.
// Of the jobs with that try, the one goes first whose client has taken the least CPU time lately.
//
// Not synchronized: the pool's lock protects it.

#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/work_pool.h"

namespace phoney::http {

class WorkQueue {
 public:
  using nanoseconds = std::chrono::nanoseconds;
  using Time = std::chrono::steady_clock::time_point;
  using Job = WorkPool::Job;

  // The CPU time of a job's tries. The last one has no limit here, and is expected to take as long as a request may.
  static constexpr std::size_t kTries = 4;
  static constexpr std::array<nanoseconds, kTries> kExpected{
      std::chrono::milliseconds(5), std::chrono::milliseconds(15), std::chrono::milliseconds(50),
      std::chrono::milliseconds(500)};
  using PerTry = std::array<unsigned, kTries>;

  struct Entry {
    Job* job;
    bool has_room;             // uses one of the places that others may be refused for
    Time since;                // when it was submitted, or long ago if it is expedited
    std::size_t next_try = 0;  // the tries before it were dropped
    nanoseconds expected{0};   // CPU time, if it is known
    bool is_expedited = false;
  };

  struct Client {
    // By the number of the next try; the oldest first.
    std::array<std::deque<Entry>, kTries> waiting;
    std::size_t in_room = 0;
    unsigned running = 0;
    nanoseconds pending{0};  // what its running jobs are expected to take
    nanoseconds taken{0};    // lately, as of `taken_at`
    Time taken_at{};

    nanoseconds taken_lately(Time now) const;
    bool has_waiting() const;
    // The CPU time of a running job is not known yet.
    bool is_heavy(Time now) const;
  };

  // A job that was taken from the queue for a try.
  struct Next {
    Client* client;  // stays where it is while the job runs
    Entry entry;
    std::size_t number;  // of the try
    nanoseconds pending;
  };

  // Lets `room` jobs wait.
  explicit WorkQueue(std::size_t room) : room_(room) {}

  // The first try in which a job of that length is done.
  static std::size_t try_for(nanoseconds time);

  // Adds a job. `idle` threads are about to take as many. If there is no room for it, returns the job that is refused
  // instead, of whichever client. Throws std::bad_alloc, and then changes nothing.
  Job* add(std::string_view client, const Entry& entry, std::size_t idle, Time now);
  // Adds a job whose try was dropped. Throws std::bad_alloc, and then changes nothing.
  void add_again(Client& client, const Entry& entry);
  // The job goes next, if it waits.
  void expedite(std::string_view client, const Job& job);

  // Takes the job that goes next, of those whose try has a place.
  std::optional<Next> take(Time now, const std::array<bool, kTries>& has_place);
  // The job has run for that CPU time.
  static void finished(const Next& next, nanoseconds taken, Time now);
  // Lets a running job, whose tries have taken `taken`, go on with its next try, unless a job of another client comes
  // first, which `take` would return. `has_place` is for those, as if the thread of this one were free.
  bool go_on(Next& running, nanoseconds taken, const std::array<bool, kTries>& has_place, Time now) const;

  std::size_t waiting() const { return waiting_; }

 private:
  using Jobs = std::deque<Entry>;
  // Above this number of clients, idle clients with little CPU time are forgotten.
  static constexpr std::size_t kManyClients = 4096;
  struct Candidate;

  template <class F>
  static void for_each_candidate(Client& client, Time now, F&& act);
  class Choice;
  Client& find_client(std::string_view name, Time now);
  Job* make_room(std::size_t own, bool is_heavy, Time now);
  void insert(Client& client, const Entry& entry);
  Entry remove(Client& client, Jobs& jobs, Jobs::iterator place);

  const std::size_t room_;
  std::map<std::string, Client, std::less<>> clients_;
  std::size_t clean_at_ = kManyClients;
  std::vector<Client*> queued_;  // the clients with waiting jobs
  std::size_t in_room_ = 0;
  std::size_t waiting_ = 0;
};

}  // namespace phoney::http
