// Worker: one thread of the server: an event loop with its own listening sockets and connections. Workers share only
// the counts in Peers and the work pool.

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

  // Serves until `stop`, then finishes open requests.
  void run();
  // From any thread or signal handler. The first call lets open requests finish, the second cuts them off.
  void stop() noexcept;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace phoney::http
