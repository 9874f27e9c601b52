// Server: the HTTP/1.1 front end. Turns bytes from sockets into Requests for a Service, and its Responses into bytes.

#pragma once

#include <cstdint>
#include <memory>

#include "base/result.h"
#include "http/options.h"
#include "service/message.h"

namespace phoney::http {

class Server {
 public:
  // `service` must outlive the server; it is called from all of the server's threads.
  Server(ServerOptions options, Service& service);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Opens the port and returns its number. Clients can connect from then on; `run` serves them.
  Result<std::uint16_t> listen();
  // Serves on this thread and options.threads - 1 others until `stop`, SIGTERM or SIGINT; then accepts no more,
  // finishes what is in flight and returns.
  void run();
  // The number of open connections of all threads. From any thread.
  std::size_t connections() const;
  // How many responses and pieces of streams are in the work pool or waiting for it. From any thread.
  std::size_t jobs() const;
  // The memory of incomplete requests and unread responses. From any thread.
  std::size_t held_bytes() const;
  // From any thread or signal handler. The first call lets requests in flight finish, a second one cuts them off.
  void stop() noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace phoney::http
