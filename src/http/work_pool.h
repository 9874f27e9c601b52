// WorkPool: the threads for answers, and pieces of streams, that would keep an event loop from its other connections.
//
// Clients share the threads fairly, whatever they ask for and over however many connections: each has a virtual time,
// the processor time that its jobs have taken, and the client with the least of it goes next (start-time fair queueing:
// Goyal, Vin and Cheng, 1996). A new client starts at the current virtual time. Some threads are kept for
// clients who have taken little lately, so that they need not wait for the end of others' long jobs. Room is shared
// alike: where it is full, the client with the most jobs waiting loses the last of them.
//
// The threads run at a lower priority than event loops, which thus have the processor whenever they want it.

#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace phoney::http {

class WorkPool {
 public:
  // Something to be done, which belongs to whoever submits it. Exactly one of the two is called, on some thread; the
  // pool does not touch the job any more once that begins. Neither may throw.
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

  // How many jobs are being done or wait.
  std::size_t jobs() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace phoney::http
