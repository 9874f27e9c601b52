#include "http/server.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <functional>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "http/descriptors.h"
#include "http/listener.h"
#include "http/worker.h"

namespace phoney::http {
namespace {

std::atomic<Server*> signalled_server{nullptr};
static_assert(std::atomic<Server*>::is_always_lock_free);  // or the handler below could not read it

extern "C" void on_stop_signal(int) {
  if (Server* server = signalled_server.load()) server->stop();
}

// Routes SIGTERM and SIGINT to a server during its lifetime.
class SignalHandling {
 public:
  explicit SignalHandling(Server* server) {
    signalled_server = server;
    struct sigaction action{};
    action.sa_handler = on_stop_signal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGTERM, &action, &old_term_);
    sigaction(SIGINT, &action, &old_int_);
  }
  ~SignalHandling() {
    sigaction(SIGTERM, &old_term_, nullptr);
    sigaction(SIGINT, &old_int_, nullptr);
    signalled_server = nullptr;
  }
  SignalHandling(const SignalHandling&) = delete;
  SignalHandling& operator=(const SignalHandling&) = delete;

 private:
  struct sigaction old_term_{};
  struct sigaction old_int_{};
};

}  // namespace

struct Server::Impl {
  ServerOptions options;
  Service& service;
  Peers peers{options};
  std::optional<WorkPool> pool;
  std::vector<Worker> workers;
  std::optional<SignalHandling> signals;  // destroyed before the workers that it stops
};

Server::Server(ServerOptions options, Service& service)
    : impl_(new Impl{.options = std::move(options), .service = service}) {
  ServerOptions& chosen = impl_->options;
  if (chosen.threads == 0) chosen.threads = std::max(1U, std::thread::hardware_concurrency());
  if (chosen.work_threads == 0) chosen.work_threads = 2 * chosen.threads + 2;
}

Server::~Server() = default;

Result<std::uint16_t> Server::listen() {
  Impl& self = *impl_;
  self.options.max_connections = std::min(self.options.max_connections, claim_descriptors(self.options.threads));
  auto listeners = open_listeners(self.options.host, self.options.port, self.options.threads);
  if (!listeners) return listeners.error();
  self.workers.reserve(listeners->sockets.size());
  try {
    self.pool.emplace(self.options.work_threads, self.options.work_room);
    for (const std::vector<int>& sockets : listeners->sockets) {
      self.workers.emplace_back(self.options, self.service, sockets, self.peers, *self.pool);
    }
    if (self.options.handle_signals) self.signals.emplace(this);
  } catch (const std::runtime_error& error) {  // from the system, or from Asio, which has another type
    for (std::size_t i = self.workers.size(); i < listeners->sockets.size(); ++i) {
      for (const int fd : listeners->sockets[i]) ::close(fd);
    }
    self.workers.clear();
    self.pool.reset();
    return make_error(
        ErrorCode::io_error,
        fmt::format("cannot start {} threads: {}; allow more file descriptors (ulimit -n) or set fewer threads",
                    self.options.threads, error.what()));
  }
  return listeners->port;
}

void Server::run() {
  if (impl_->workers.empty()) return;
  std::vector<std::jthread> threads;
  // A loop that cannot go on, because it has no memory for its own timers, ends the process instead of leaving a server
  // that is half there.
  const auto run_to_end = [](Worker& worker) noexcept { worker.run(); };
  for (std::size_t i = 1; i < impl_->workers.size(); ++i) threads.emplace_back(run_to_end, std::ref(impl_->workers[i]));
  run_to_end(impl_->workers.front());
  threads.clear();      // joins
  impl_->pool.reset();  // finishes with its last call of a worker
  impl_->signals.reset();
}

std::size_t Server::connections() const { return impl_->peers.connections(); }

std::size_t Server::jobs() const { return impl_->pool ? impl_->pool->jobs() : 0; }
std::size_t Server::held_bytes() const { return impl_->peers.held_bytes(); }

void Server::stop() noexcept {
  for (Worker& worker : impl_->workers) worker.stop();
}

}  // namespace phoney::http
