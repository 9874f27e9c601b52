// WorkPool: threads for responses, and pieces of streams, that would block an event loop for too long.
//
// Clients share the threads fairly, whatever they request and however many connections they use: the client goes next
// that will have used the least CPU time lately. The queue is shared in the same way: when it is full, the client with
// the most waiting jobs loses the last of them.
//
// How long a job takes is known only after trying, and many clients may be new. So a job is tried for 5 ms, for 15 ms,
// for 50 ms, and then without a limit, and some threads are reserved for each of the earlier tries. When a try is over,
// the job goes on if a thread may be used for its next try and no other job comes first; otherwise it is dropped and
// begins again later. So a short job waits for the tries of others, but not for their long jobs (a feedback queue:
// Corbató and others, 1962). Half of the time that a job has waited counts in its favour against jobs with other tries,
// up to a second, so that a long job does not wait forever for short ones.
//
// The threads have a lower priority than event loops, which therefore get the processor whenever they need it.

#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string_view>

#include "base/cancellation.h"

namespace phoney::http {

class WorkPool {
 public:
  // A piece of work, owned by its submitter. The pool calls one of the two functions, on some thread, and does not
  // access the job from then on, unless `run` returns false. Neither may throw.
  class Job {
   public:
    // Returns false if the patience ended before the job did. Then the pool calls one of the two again later, `run`
    // with more patience.
    virtual bool run(Patience& patience) = 0;
    // There is no room for it.
    virtual void refuse() = 0;

   protected:
    ~Job() = default;
  };

  // Runs `threads` jobs at once, at least two, and lets `room` more wait.
  WorkPool(unsigned threads, std::size_t room);
  // Waits for all jobs.
  ~WorkPool();
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  // From any thread. `client` is an opaque key.
  void submit(std::string_view client, Job& job);
  // The same for a job that is never refused and ignores its patience. It takes no room. `expected` is how much CPU
  // time it probably takes: it gets the place of the try in which that fits.
  void submit_always(std::string_view client, Job& job, std::chrono::nanoseconds expected = {});
  // The result of a submitted job is no longer needed, so it will end at once: if it still waits, it goes next.
  void expedite(std::string_view client, Job& job);

  // The number of jobs that are running or waiting.
  std::size_t jobs() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace phoney::http
