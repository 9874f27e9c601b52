// WorkPool: threads for responses, and pieces of streams, that would block an event loop for too long.
//
// Clients share the threads fairly, whatever they request and however many connections they use. Each client has a
// virtual time, the CPU time that its jobs have taken, and the client with the lowest goes next (start-time fair
// queueing: Goyal, Vin and Cheng, 1996). A new client starts at the current virtual time. Some threads are reserved for
// clients that have used little CPU time lately, so that they do not wait for the long jobs of others. The queue is
// shared in the same way: when it is full, the client with the most waiting jobs loses the last of them.
//
// The threads have a lower priority than event loops, which therefore get the processor whenever they need it.

#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace phoney::http {

class WorkPool {
 public:
  // A piece of work, owned by its submitter. The pool calls exactly one of the two functions, on some thread, and does
  // not access the job from then on. Neither may throw.
  class Job {
   public:
    virtual void run() = 0;
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
  // The same for a job that is never refused. It takes no room.
  void submit_always(std::string_view client, Job& job);

  // The number of jobs that are running or waiting.
  std::size_t jobs() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace phoney::http
