// What a worker consists of: known to the worker and to its connections.

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

// From the end of an answer that the client may not have read until the connection is closed.
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

  // One thread runs the loop and nothing else touches it, so it needs no locks; what others have to say goes by an
  // eventfd, behind the counter or into the list that they fill.
  asio::io_context loop{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE};
  std::stop_source draining;
  SessionContext context;  // which has a token of it
  Peers& peers;
  WorkPool& pool;
  std::list<Listener> listeners;  // at their addresses, which what waits for connections knows
  Timer timer;
  Timer watch_timer;
  Descriptor wake_event;
  int wake_fd;
  std::atomic<unsigned> stops_asked = 0;
  unsigned stops = 0;  // of those, what has been seen to
  std::mutex finished_mutex;
  ClientConnection* finished_jobs = nullptr;  // a list through ClientConnection::next_finished
  std::deque<ClientConnection*> due;          // those that go on after others have had their turn
  bool turns_are_posted = false;
  std::vector<ClientConnection*> watched;  // those whose work is done elsewhere
  bool watching = false;                   // the timer runs; not started and ended for each that is quickly done
  std::vector<pollfd> polled;              // of the watched; kept for its memory
  const std::chrono::milliseconds tick_ms;
  std::uint64_t ticks = 1;
  std::uint64_t drain_since = 0;
  std::array<char, 16384> scratch;  // what is received only to be discarded
  Connections connections;          // those that are receiving stand in the order of their last sign of life
};

}  // namespace phoney::http
