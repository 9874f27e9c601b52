// Worker: one thread's share of the server, an event loop with its own listening sockets and its own connections.
// Workers share nothing but the counts of what their peers hold, and the work pool.

#pragma once

#include <memory>
#include <span>

#include "http/options.h"
#include "http/peers.h"
#include "http/work_pool.h"
#include "service/message.h"

namespace phoney::http {

class Worker {
 public:
  struct Impl;

  // Takes over the listening sockets, one per address. The other arguments must outlive the worker.
  Worker(const ServerOptions& options, Service& service, std::span<const int> listening_sockets, Peers& peers,
         WorkPool& pool);
  ~Worker();
  Worker(Worker&&) noexcept;

  // Serves until `stop`, then until what is in flight is finished.
  void run();
  // From any thread or signal handler. The first call lets what is in flight finish, the second does not.
  void stop() noexcept;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace phoney::http
