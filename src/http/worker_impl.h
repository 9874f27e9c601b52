// The parts of a worker, for the worker and its connections.

#pragma once

#include <poll.h>

#include <array>
#include <atomic>
#include <deque>
#include <list>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "http/asio_types.h"
#include "http/session.h"
#include "http/worker.h"

namespace phoney::http {

// How long to wait for the client to read the response before closing the connection.
inline constexpr std::chrono::milliseconds kLingerTimeout{2000};

class ClientConnection;
using Connections = std::list<ClientConnection>;

struct Worker::Impl {
  struct Listener {
    Acceptor acceptor;
    bool is_paused = false;  // until the next tick
  };

  Impl(const ServerOptions& options, Service& service, std::span<const int> listening_sockets, Peers& peer_counts,
       WorkPool& work_pool);
  ~Impl();

  void run();
  void accept(Listener& listener);
  void accept_waiting(Listener& listener);
  void admit(Socket socket);
  void accepted(Socket socket);
  Peers::Refusal find_place(std::string_view peer, Peers::Place& place);
  bool make_way(std::size_t own);
  void refuse(Socket socket, std::string_view peer, Peers::Refusal why);
  void await_wake();
  void wake() noexcept;
  void finished(ClientConnection& connection) noexcept;
  void resume_finished();
  void queue_turn(ClientConnection& connection);
  void post_turns();
  void take_turns();
  void watch(ClientConnection& connection);
  void unwatch(ClientConnection& connection);
  void start_watch_timer();
  void close_abandoned();
  void note_stops();
  void drain();
  void cut_off();
  void start_timer();
  void tick();
  void remove(Connections::iterator connection);
  void finish_if_drained();
  bool expired(std::uint64_t since, std::chrono::milliseconds timeout) const {
    return (ticks - since) * static_cast<std::uint64_t>(tick_ms.count()) > static_cast<std::uint64_t>(timeout.count());
  }

  // Only one thread uses the loop, so it needs no locks. Other threads fill a counter or a list, and wake the loop with
  // an eventfd.
  asio::io_context loop{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE};
  std::stop_source draining;
  SessionContext context;  // uses the token of `draining`
  Peers& peers;
  WorkPool& pool;
  std::list<Listener> listeners;  // a list, because pending operations refer to its elements
  Timer timer;
  Timer watch_timer;
  Descriptor wake_event;
  int wake_fd;
  std::atomic<unsigned> stops_asked = 0;
  unsigned stops = 0;  // how many of those have been handled
  bool accepts_no_more = false;
  bool is_drained = false;  // the loop ends; no connection may begin
  std::mutex finished_mutex;
  ClientConnection* finished_jobs = nullptr;  // a list through ClientConnection::next_finished
  std::deque<ClientConnection*> due;          // connections that continue in the next turn
  bool turns_are_posted = false;
  std::vector<ClientConnection*> watched;  // connections whose work is in the pool
  bool watching = false;                   // the timer runs; it is not restarted for each quick job
  std::vector<pollfd> polled;              // of the watched connections; kept to reuse its memory
  const std::chrono::milliseconds tick_ms;
  std::uint64_t ticks = 1;
  std::uint64_t drain_since = 0;
  std::array<char, 16384> scratch;  // for bytes that are received and discarded
  Connections connections;          // those that are receiving are ordered by their last activity
};

}  // namespace phoney::http
