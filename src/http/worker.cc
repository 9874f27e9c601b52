// The loop makes as few system calls per request as possible: one to wait, one to receive, one to send. It sends
// responses at once and waits for the socket to become writable only if the socket is full. Deadlines are ticks of one
// coarse timer, so that operations do not need timers of their own.

#include "http/worker.h"

#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <new>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "http/client_connection.h"
#include "http/disposal.h"
#include "http/worker_impl.h"

namespace phoney::http {
namespace {

using std::chrono::milliseconds;

// How often to check whether the clients that wait for other threads are still connected.
constexpr milliseconds kWatchInterval{20};
// How many connections to examine for one that can be closed for another.
constexpr int kMostLookedAt = 64;
// An address with at most this share of all connections never has too many.
constexpr std::size_t kFewOf = 100;
constexpr std::size_t kFew = 16;
// How many connections to accept, and how long to take turns, before the loop polls its sockets again.
constexpr int kMostAccepted = 64;
constexpr milliseconds kTurns{2};

milliseconds tick_length(const ServerOptions& options) {
  const milliseconds shortest = std::min({options.idle_timeout, options.header_timeout, options.body_timeout,
                                          options.write_timeout, options.drain_timeout, kLingerTimeout});
  return std::clamp(shortest / 4, milliseconds(10), milliseconds(1000));
}

// The priority for closing a connection in favour of a new one whose address already has `own` connections; 0: never. A
// connection of an address that has many, and many more than `own`, comes first, whatever it is doing. Then come idle
// ones, then those with an incomplete request. An address that has many does not displace one that has fewer.
constexpr int kReadiest = 5;
int readiness_to_make_way(ClientConnection& connection, std::size_t own, std::size_t most_connections) {
  if (!connection.is_open()) return 0;
  const std::size_t few = std::max(kFew, most_connections / kFewOf);
  const std::size_t theirs = connection.connections_of_address();
  if (own > few && theirs < own) return 0;
  const int many = theirs > std::max(2 * (own + 1), few) ? kReadiest - 2 : 0;
  if (connection.is_idle()) return many + 2;
  return many + (connection.is_receiving() ? 1 : 0);
}

}  // namespace

Worker::Impl::Impl(const ServerOptions& options, Service& service, std::span<const int> listening_sockets,
                   Peers& peer_counts, WorkPool& work_pool)
    : context{.options = options,
              .service = service,
              .defers = true,
              .discard = [&work_pool](auto source,
                                      auto place) { Disposal::submit(work_pool, std::move(source), std::move(place)); },
              .drain = draining.get_token()},
      peers(peer_counts),
      pool(work_pool),
      timer(loop),
      watch_timer(loop),
      wake_event(loop),
      wake_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      tick_ms(tick_length(options)) {
  if (wake_fd < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  wake_event.assign(wake_fd);
  for (const int listening_socket : listening_sockets) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    getsockname(listening_socket, reinterpret_cast<sockaddr*>(&address), &size);
    listeners.push_back({Acceptor(loop)});
    Acceptor& acceptor = listeners.back().acceptor;
    acceptor.assign(address.ss_family == AF_INET6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4(), listening_socket);
    acceptor.non_blocking(true);
  }
}

Worker::Impl::~Impl() { connections.clear(); }

void Worker::Impl::run() {
  for (Listener& listener : listeners) accept(listener);
  await_wake();
  start_timer();
  loop.run();
}

void Worker::Impl::accept(Listener& listener) {
  listener.acceptor.async_accept([this, &listener](ErrorCodeRef error, Socket socket) {
    if (error == asio::error::operation_aborted) return;
    if (!listener.acceptor.is_open()) {
      if (!error) admit(std::move(socket));  // accepted before the server began to stop
      return;
    }
    if (error && error != asio::error::connection_aborted) {
      // Out of descriptors or memory. Retrying at once would spin; the next tick retries.
      listener.is_paused = true;
      return;
    }
    if (!error) {
      admit(std::move(socket));
      accept_waiting(listener);
    }
    accept(listener);
  });
}

// Otherwise each new connection would wait for a round of all others.
void Worker::Impl::accept_waiting(Listener& listener) {
  boost::system::error_code error;
  for (int i = 0; i < kMostAccepted && listener.acceptor.is_open(); ++i) {
    Socket socket = listener.acceptor.accept(error);
    if (error) return;
    admit(std::move(socket));
  }
}

// Serves one more connection, unless there is no memory for it: then it is closed.
void Worker::Impl::admit(Socket socket) {
  try {
    accepted(std::move(socket));
  } catch (const std::bad_alloc&) {
    return;
  }
}

void Worker::Impl::accepted(Socket socket) {
  if (is_drained) return;
  boost::system::error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return;  // gone already
  socket.non_blocking(true, error);
  socket.set_option(asio::ip::tcp::no_delay(true), error);
  std::string address = peer.address().to_string();
  Peers::Place place;
  if (const auto refusal = find_place(address, place); refusal != Peers::Refusal::none) {
    return refuse(std::move(socket), address, refusal);
  }
  connections.emplace_back(*this, std::move(socket), std::move(address), std::move(place));
  const auto added = std::prev(connections.end());
  try {
    added->start(added);
  } catch (const std::bad_alloc&) {
    connections.erase(added);
    throw;
  }
}

// A place for a connection of `peer`, if necessary that of another connection.
Peers::Refusal Worker::Impl::find_place(std::string_view peer, Peers::Place& place) {
  const Peers::Refusal refusal = peers.enter(peer, place);
  if (refusal != Peers::Refusal::full || !make_way(peers.connections_of(peer))) return refusal;
  return peers.enter(peer, place, true);
}

// Examines the connections that have been inactive longest and as many of the newest, and closes the one with the
// highest priority. Returns false if there is none.
bool Worker::Impl::make_way(std::size_t own) {
  ClientConnection* best = nullptr;
  int readiness = 0;
  const auto look = [&](ClientConnection& connection) {
    const int found = readiness_to_make_way(connection, own, context.options.max_connections);
    if (found <= readiness) return;
    best = &connection;
    readiness = found;
  };
  auto next = connections.begin();
  for (int i = 0; i < kMostLookedAt / 2 && readiness < kReadiest && next != connections.end(); ++i) look(*next++);
  auto last = connections.rbegin();
  for (int i = 0; i < kMostLookedAt / 2 && readiness < kReadiest && last != connections.rend(); ++i) look(*last++);
  if (best == nullptr) return false;
  best->close(Reason::connections_full);
  return true;
}

void Worker::Impl::refuse(Socket socket, std::string_view peer, Peers::Refusal why) {
  context.date.refresh(Clock().now());
  Request request;
  request.peer = peer;
  const ServerOptions& options = context.options;
  const bool full = why == Peers::Refusal::full;
  const std::string detail =
      full ? fmt::format("all {} connections are in use", options.max_connections)
           : fmt::format("more than {} connections from one address (MAX_CONNECTIONS_PER_ADDRESS)",
                         options.max_connections_per_address);
  refuse_unread(context.service, request, context.response,
                {503, detail, full ? Reason::connections_full : Reason::address_full});
  Output out;
  append_head(context.response, context.date.text(), ConnectionHeader::close, Framing::length, out);
  out.append(context.response.body.view());
  boost::system::error_code ignored;
  socket.write_some(asio::buffer(out.view()), ignored);
  socket.shutdown(Socket::shutdown_send, ignored);
  // See ClientConnection::linger. Here, only bytes that have already arrived can be read.
  socket.read_some(asio::buffer(scratch), ignored);
}

void Worker::Impl::await_wake() {
  wake_event.async_wait(Descriptor::wait_read, [this](ErrorCodeRef error) {
    if (error) return;
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t size = ::read(wake_fd, &count, sizeof count);  // only resets the event
    await_wake();
    resume_finished();
    note_stops();
  });
}

// From any thread or signal handler.
void Worker::Impl::wake() noexcept {
  const int saved = errno;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_fd, &one, sizeof one);
  errno = saved;
}

// From any thread.
void Worker::Impl::finished(ClientConnection& connection) noexcept {
  const std::scoped_lock lock(finished_mutex);
  connection.next_finished = std::exchange(finished_jobs, &connection);
  wake();
}

void Worker::Impl::resume_finished() {
  ClientConnection* next = nullptr;
  {
    const std::scoped_lock lock(finished_mutex);
    next = std::exchange(finished_jobs, nullptr);
  }
  while (next != nullptr) {
    ClientConnection& connection = *next;
    next = connection.next_finished;  // it may be gone after this
    connection.resume();
  }
}

void Worker::Impl::queue_turn(ClientConnection& connection) {
  due.push_back(&connection);
  try {
    post_turns();
  } catch (...) {
    due.pop_back();
    throw;
  }
  context.is_crowded = due.size() > 1;
}

void Worker::Impl::post_turns() {
  if (turns_are_posted) return;
  asio::post(loop, [this] { take_turns(); });
  turns_are_posted = true;
}

// After the callbacks that are due, and with a poll of the sockets after a while, so that small requests do not wait
// for a round of all large ones.
void Worker::Impl::take_turns() {
  const auto end = std::chrono::steady_clock::now() + kTurns;
  turns_are_posted = false;
  for (std::size_t left = due.size(); left > 0 && std::chrono::steady_clock::now() < end; --left) {
    ClientConnection* const next = due.front();
    due.pop_front();
    next->take_turn();
  }
  context.is_crowded = due.size() > 1;
  if (!due.empty()) post_turns();
}

void Worker::Impl::watch(ClientConnection& connection) {
  watched.push_back(&connection);
  connection.place_among_watched = watched.size() - 1;
  if (watching) return;
  start_watch_timer();
  watching = true;
}

void Worker::Impl::unwatch(ClientConnection& connection) {
  watched.back()->place_among_watched = connection.place_among_watched;
  watched[connection.place_among_watched] = watched.back();
  watched.pop_back();
  connection.place_among_watched = ClientConnection::kNotWatched;
}

void Worker::Impl::start_watch_timer() {
  watch_timer.expires_after(kWatchInterval);
  watch_timer.async_wait([this](ErrorCodeRef error) {
    watching = false;
    if (error || watched.empty()) return;
    close_abandoned();
    start_watch_timer();
    watching = true;
  });
}

// Cancels the work for clients that have closed their connection. A client that has closed only its sending side looks
// the same, so it counts as gone too, except while a response is being sent to it: then a write tells the two apart.
void Worker::Impl::close_abandoned() {
  polled.clear();
  try {
    polled.reserve(watched.size());
  } catch (const std::bad_alloc&) {
    return;  // until the next time
  }
  for (ClientConnection* connection : watched) {
    const short events = connection->waits_for_piece() ? 0 : POLLRDHUP;
    polled.push_back({connection->is_open() ? connection->descriptor() : -1, events, 0});
  }
  if (::poll(polled.data(), polled.size(), 0) <= 0) return;
  for (std::size_t i = 0; i < polled.size(); ++i) {
    if ((polled[i].revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0) watched[i]->close(Reason::client_gone);
  }
}

void Worker::Impl::note_stops() {
  const unsigned asked = stops_asked;
  if (asked == stops) return;
  if (stops == 0) drain();
  stops = asked;
  if (stops > 1) cut_off();
}

void Worker::Impl::drain() {
  drain_since = ticks;
  draining.request_stop();
  for (Listener& listener : listeners) {
    boost::system::error_code error;
    // Clients whose connection the kernel has already accepted expect to be served. More than it can hold are new.
    for (int i = 0; i < SOMAXCONN && !error; ++i) {
      Socket socket = listener.acceptor.accept(error);
      if (!error) admit(std::move(socket));
    }
    listener.acceptor.close(error);
  }
  // After the callbacks that are due, so that requests that have arrived are answered first.
  asio::post(loop, [this] {
    for (ClientConnection& connection : connections) connection.drain();
    accepts_no_more = true;
    finish_if_drained();
  });
}

void Worker::Impl::cut_off() {
  for (ClientConnection& connection : connections) connection.close(Reason::shutting_down);
  finish_if_drained();
}

void Worker::Impl::finish_if_drained() {
  if (!accepts_no_more || !connections.empty()) return;
  is_drained = true;
  boost::system::error_code ignored;
  timer.cancel();
  watch_timer.cancel();
  wake_event.cancel(ignored);
}

void Worker::Impl::start_timer() {
  timer.expires_after(tick_ms);
  timer.async_wait([this](ErrorCodeRef error) {
    if (!error) tick();
  });
}

void Worker::Impl::tick() {
  ++ticks;
  for (ClientConnection& connection : connections) connection.check_deadline();
  for (Listener& listener : listeners) {
    if (!listener.is_paused || !listener.acceptor.is_open()) continue;
    listener.is_paused = false;
    accept(listener);
  }
  if (stops > 0 && expired(drain_since, context.options.drain_timeout)) cut_off();
  if (!is_drained) start_timer();
}

void Worker::Impl::remove(Connections::iterator connection) {
  connections.erase(connection);
  finish_if_drained();
}

Worker::Worker(const ServerOptions& options, Service& service, std::span<const int> listening_sockets, Peers& peers,
               WorkPool& pool)
    : impl_(std::make_unique<Impl>(options, service, listening_sockets, peers, pool)) {}
Worker::~Worker() = default;
Worker::Worker(Worker&&) noexcept = default;

void Worker::run() { impl_->run(); }

void Worker::stop() noexcept {
  impl_->context.draining = true;
  ++impl_->stops_asked;
  impl_->wake();
}

}  // namespace phoney::http
