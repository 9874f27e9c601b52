// The loop spends as few system calls on a request as it can: one to wait, one to receive, one to send. Responses are
// sent at once, without waiting for the socket to be writable unless it turns out to be full; deadlines are counted in
// ticks of one coarse timer, so no operation arms a timer of its own.

#include "http/worker.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "http/session.h"

namespace phoney::http {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

// Asio's usual executor is type-erased, at a cost on every operation.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;
using Descriptor = asio::posix::basic_stream_descriptor<Executor>;
using ErrorCodeRef = const boost::system::error_code&;

constexpr milliseconds kLingerTimeout{2000};
// How often it is looked whether the clients who wait for other threads are still there.
constexpr milliseconds kWatchInterval{20};
// How many connections are looked at for one that can make way for another.
constexpr int kMostLookedAt = 64;

class ClientConnection;
using Connections = std::list<ClientConnection>;

milliseconds tick_length(const ServerOptions& options) {
  const milliseconds shortest = std::min({options.idle_timeout, options.header_timeout, options.body_timeout,
                                          options.write_timeout, options.drain_timeout, kLingerTimeout});
  return std::clamp(shortest / 4, milliseconds(10), milliseconds(1000));
}

}  // namespace

struct Worker::Impl {
  Impl(const ServerOptions& options, Service& service, int listening_socket, Peers& peer_counts, WorkPool& work_pool);
  ~Impl();

  void run();
  void accept();
  void accepted(Socket socket);
  Peers::Refusal find_place(std::string_view peer, Peers::Place& place);
  bool make_way();
  void refuse(Socket socket, std::string_view peer, Peers::Refusal why);
  void await_wake();
  void wake() noexcept;
  void done(ClientConnection& connection);
  void resume_done();
  void watch(ClientConnection& connection);
  void unwatch(ClientConnection& connection);
  void start_watch_timer();
  void look_for_the_gone();
  void note_stops();
  void drain();
  void cut_off();
  void start_timer();
  void tick();
  void remove(Connections::iterator connection);
  void finish_if_drained();
  bool expired(std::uint64_t since, milliseconds timeout) const {
    return (ticks - since) * static_cast<std::uint64_t>(tick_ms.count()) > static_cast<std::uint64_t>(timeout.count());
  }

  // One thread runs the loop and nothing else touches it, so it needs no locks; what others have to say goes by an
  // eventfd, behind the counter or into the list that they fill.
  asio::io_context loop{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE};
  std::stop_source draining;  // before the context, which has its token
  SessionContext context;
  Peers& peers;
  WorkPool& pool;
  Acceptor acceptor;
  Timer timer;
  Timer watch_timer;
  Descriptor wake_event;
  int wake_fd;
  std::atomic<unsigned> stops_asked = 0;
  unsigned stops = 0;  // of those, what has been seen to
  std::mutex done_mutex;
  std::vector<ClientConnection*> done_elsewhere;
  std::vector<ClientConnection*> watched;  // those whose work is done elsewhere
  bool watching = false;                   // the timer runs; not started and ended for each that is quickly done
  std::vector<pollfd> polled;              // of the watched; kept for its memory
  const milliseconds tick_ms;
  std::uint64_t ticks = 1;
  std::uint64_t drain_since = 0;
  bool accept_paused = false;
  std::array<char, 16384> scratch;  // what is received only to be discarded
  Connections connections;          // those that wait for their clients in the order of their last sign of life
};

namespace {

// A socket and its session. Exactly one thing is under way between callbacks: an operation of the socket, a turn that
// is due, or work in the pool. Closing the socket ends an operation, and the callback of any removes the connection.
class ClientConnection final : public WorkPool::Job {
 public:
  ClientConnection(Worker::Impl& worker, Socket socket, std::string peer, Peers::Place place)
      : worker_(worker),
        socket_(std::move(socket)),
        session_(worker.context, std::move(peer), std::move(place)),
        since_(worker.ticks),
        placed_(worker.ticks) {}
  ClientConnection(const ClientConnection&) = delete;
  ClientConnection& operator=(const ClientConnection&) = delete;

  void start(Connections::iterator self) {
    self_ = self;
    receive();
  }
  void check_deadline();
  // Closes if the client has nothing under way.
  void drain();
  // The pool's calls, on its threads.
  void run() override;
  void refuse() override;
  // The pool is done.
  void resume();
  // Whether it can make way for another: nothing is under way, or, if need be, only a request that has not arrived.
  bool is_idle() const { return state_ == State::receiving && phase_ == RequestReader::Phase::idle; }
  bool is_receiving() const { return state_ == State::receiving; }
  bool is_open() const { return socket_.is_open(); }
  int descriptor() { return socket_.native_handle(); }
  // Ends it, and what is being made for it.
  void close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
    session_.cancel();
  }

  std::size_t place_among_watched = 0;

 private:
  enum class State { receiving, due, working, sending, lingering };

  void receive();
  void advance();
  void yield();
  void hand_over();
  bool send();
  void await_writable();
  void reset();
  void finish();
  void linger();
  void note_progress();
  void note_life();
  void time_out();

  Worker::Impl& worker_;
  Socket socket_;
  Session session_;
  Connections::iterator self_{};
  State state_ = State::receiving;
  RequestReader::Phase phase_ = RequestReader::Phase::idle;
  std::uint64_t requests_ = 0;
  bool refused_ = false;  // by the pool
  std::uint64_t since_;   // the tick at which the present state or phase began
  std::uint64_t placed_;  // the tick of its last sign of life
  std::size_t sent_ = 0;  // of the session's output
};

void ClientConnection::receive() {
  state_ = State::receiving;
  const std::span<char> space = session_.prepare();
  if (space.empty()) {
    session_.abandon(503, "too many large requests are being received");
    if (send()) finish();
    return;
  }
  socket_.async_read_some(asio::buffer(space.data(), space.size()), [this](ErrorCodeRef error, std::size_t size) {
    if (error) return worker_.remove(self_);
    session_.received(size);
    advance();
  });
}

// Answers what has arrived, then waits for more, for room to send, for another thread, or for the end.
void ClientConnection::advance() {
  while (session_.process()) {
    if (!send()) return;
    if (session_.waiting()) break;
    if (session_.turn_is_over()) return yield();
  }
  if (session_.waiting()) return hand_over();
  if (session_.turn_is_over()) return yield();
  note_progress();
  if (session_.over()) return finish();
  receive();
  if (worker_.context.draining) drain();
}

// Goes on after the other connections have had their turn.
void ClientConnection::yield() {
  state_ = State::due;
  asio::post(worker_.loop, [this] {
    if (!socket_.is_open()) return worker_.remove(self_);
    advance();
  });
}

// Has work done on another thread. Until it is, the connection must stay, whatever happens to its client.
void ClientConnection::hand_over() {
  state_ = State::working;
  worker_.watch(*this);
  if (session_.waits_for_piece()) {
    worker_.pool.submit_always(session_.client(), *this);
  } else {
    worker_.pool.submit(session_.client(), *this);
  }
}

void ClientConnection::run() {
  session_.work();
  worker_.done(*this);
}

void ClientConnection::refuse() {
  refused_ = true;
  worker_.done(*this);
}

void ClientConnection::resume() {
  worker_.unwatch(*this);
  if (!socket_.is_open()) return worker_.remove(self_);
  if (std::exchange(refused_, false)) session_.refuse();
  session_.resume();
  advance();
}

// Sends the session's output as far as the socket takes it. Returns whether that was all; otherwise an operation is
// under way or the connection is gone.
bool ClientConnection::send() {
  for (;;) {
    const auto [first, second] = session_.output();
    if (sent_ == first.size() + second.size()) break;
    const std::size_t skip = std::min(sent_, first.size());
    const std::array buffers{asio::const_buffer(first.data() + skip, first.size() - skip),
                             asio::const_buffer(second.data() + (sent_ - skip), second.size() - (sent_ - skip))};
    boost::system::error_code error;
    const std::size_t size =
        second.empty() ? socket_.write_some(buffers[0], error) : socket_.write_some(buffers, error);
    sent_ += size;
    if (size > 0) since_ = worker_.ticks;
    if (error == asio::error::would_block) {
      if (session_.hold_output()) {
        await_writable();
      } else {
        reset();
      }
      return false;
    }
    if (error) {
      worker_.remove(self_);
      return false;
    }
  }
  sent_ = 0;
  session_.written();
  return true;
}

void ClientConnection::await_writable() {
  if (state_ != State::sending) since_ = worker_.ticks;
  state_ = State::sending;
  socket_.async_wait(Socket::wait_write, [this](ErrorCodeRef error) {
    if (error) return worker_.remove(self_);
    if (send()) advance();
  });
}

// Ends the connection in a way that no client takes for the end of an answer.
void ClientConnection::reset() {
  boost::system::error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  socket_.close(ignored);  // the destructor would take that option back
  worker_.remove(self_);
}

void ClientConnection::finish() {
  if (session_.broken()) return reset();
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  if (!session_.failed()) return worker_.remove(self_);
  state_ = State::lingering;
  since_ = worker_.ticks;
  linger();
}

// Closing a socket with unread bytes resets the connection, and the client may lose the answer that tells it why
// (RFC 9112, 9.6). So what it still sends is read and dropped for a while.
void ClientConnection::linger() {
  socket_.async_read_some(asio::buffer(worker_.scratch), [this](ErrorCodeRef error, std::size_t) {
    if (error) return worker_.remove(self_);
    linger();
  });
}

// Starts the clock anew when another request or another phase of one begins.
void ClientConnection::note_progress() {
  if (phase_ == session_.phase() && requests_ == session_.requests()) return;
  phase_ = session_.phase();
  requests_ = session_.requests();
  note_life();
}

// Moves the connection to its place in the order of signs of life, once a tick at most.
void ClientConnection::note_life() {
  since_ = worker_.ticks;
  if (std::exchange(placed_, worker_.ticks) == worker_.ticks) return;
  worker_.connections.splice(worker_.connections.end(), worker_.connections, self_);
}

void ClientConnection::check_deadline() {
  const ServerOptions& options = worker_.context.options;
  if (state_ == State::working || state_ == State::due) return;
  if (state_ == State::lingering) {
    if (worker_.expired(since_, kLingerTimeout)) close();
  } else if (state_ == State::sending) {
    if (worker_.expired(since_, options.write_timeout)) close();
  } else if (phase_ == RequestReader::Phase::idle) {
    if (worker_.expired(since_, options.idle_timeout)) close();
  } else if (worker_.expired(since_,
                             phase_ == RequestReader::Phase::header ? options.header_timeout : options.body_timeout)) {
    time_out();
  }
}

// A last word, if the socket takes it at once.
void ClientConnection::time_out() {
  session_.abandon(408, "the request did not arrive in time");
  boost::system::error_code ignored;
  socket_.write_some(asio::buffer(session_.output()[0]), ignored);
  socket_.shutdown(Socket::shutdown_send, ignored);
  close();
}

void ClientConnection::drain() {
  if (state_ != State::receiving || phase_ != RequestReader::Phase::idle) return;
  boost::system::error_code error;
  if (socket_.available(error) == 0) close();
}

}  // namespace

Worker::Impl::Impl(const ServerOptions& options, Service& service, int listening_socket, Peers& peer_counts,
                   WorkPool& work_pool)
    : context{.options = options, .service = service, .defers = true, .drain = draining.get_token()},
      peers(peer_counts),
      pool(work_pool),
      acceptor(loop),
      timer(loop),
      watch_timer(loop),
      wake_event(loop),
      wake_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      tick_ms(tick_length(options)) {
  if (wake_fd < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  wake_event.assign(wake_fd);
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  getsockname(listening_socket, reinterpret_cast<sockaddr*>(&address), &size);
  acceptor.assign(address.ss_family == AF_INET6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4(), listening_socket);
}

Worker::Impl::~Impl() { connections.clear(); }

void Worker::Impl::run() {
  accept();
  await_wake();
  start_timer();
  loop.run();
}

void Worker::Impl::accept() {
  acceptor.async_accept([this](ErrorCodeRef error, Socket socket) {
    if (!acceptor.is_open() || error == asio::error::operation_aborted) return;
    if (error && error != asio::error::connection_aborted) {
      // Out of descriptors or memory. Trying again at once would spin; the next tick does.
      accept_paused = true;
      return;
    }
    if (!error) accepted(std::move(socket));
    accept();
  });
}

void Worker::Impl::accepted(Socket socket) {
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
  connections.back().start(std::prev(connections.end()));
}

// A place for one more connection of `peer`, if need be that of another.
Peers::Refusal Worker::Impl::find_place(std::string_view peer, Peers::Place& place) {
  const Peers::Refusal refusal = peers.enter(peer, place);
  if (refusal != Peers::Refusal::full || !make_way()) return refusal;
  return peers.enter(peer, place, true);
}

// Closes the connection that has been idle longest, else the one whose request is longest in coming, of those with this
// worker. Returns false if all have work under way.
bool Worker::Impl::make_way() {
  ClientConnection* unfinished = nullptr;
  int looked_at = 0;
  for (ClientConnection& connection : connections) {
    if (++looked_at > kMostLookedAt) break;
    if (!connection.is_open()) continue;
    if (connection.is_idle()) {
      connection.close();
      return true;
    }
    if (unfinished == nullptr && connection.is_receiving()) unfinished = &connection;
  }
  if (unfinished == nullptr) return false;
  unfinished->close();
  return true;
}

void Worker::Impl::refuse(Socket socket, std::string_view peer, Peers::Refusal why) {
  context.date.refresh(Clock().now());
  Request request;
  request.peer = peer;
  refuse_unread(context.service, request, context.response, 503,
                why == Peers::Refusal::full ? "too many connections" : "too many connections from one address");
  context.response.add_header("Retry-After", "1");
  Output out;
  append_head(context.response, context.date.text(), ConnectionHeader::close, Framing::length, out);
  out.append(context.response.body.view());
  boost::system::error_code ignored;
  socket.write_some(asio::buffer(out.view()), ignored);
  socket.shutdown(Socket::shutdown_send, ignored);
  // See ClientConnection::linger; here only what has arrived already can be waited for.
  socket.read_some(asio::buffer(scratch), ignored);
}

void Worker::Impl::await_wake() {
  wake_event.async_wait(Descriptor::wait_read, [this](ErrorCodeRef error) {
    std::uint64_t count = 0;
    if (error || ::read(wake_fd, &count, sizeof count) != sizeof count) return;
    resume_done();
    note_stops();
    await_wake();
    finish_if_drained();
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
void Worker::Impl::done(ClientConnection& connection) {
  const std::scoped_lock lock(done_mutex);
  done_elsewhere.push_back(&connection);
  wake();
}

void Worker::Impl::resume_done() {
  std::vector<ClientConnection*> ready;
  {
    const std::scoped_lock lock(done_mutex);
    ready.swap(done_elsewhere);
  }
  for (ClientConnection* connection : ready) connection->resume();
}

void Worker::Impl::watch(ClientConnection& connection) {
  connection.place_among_watched = watched.size();
  watched.push_back(&connection);
  if (!std::exchange(watching, true)) start_watch_timer();
}

void Worker::Impl::unwatch(ClientConnection& connection) {
  watched.back()->place_among_watched = connection.place_among_watched;
  watched[connection.place_among_watched] = watched.back();
  watched.pop_back();
}

void Worker::Impl::start_watch_timer() {
  watch_timer.expires_after(kWatchInterval);
  watch_timer.async_wait([this](ErrorCodeRef error) {
    watching = !error && !watched.empty();
    if (!watching) return;
    look_for_the_gone();
    start_watch_timer();
  });
}

// Ends the work for clients who have closed their connection, or their side of it: what they asked for would go to
// nobody.
void Worker::Impl::look_for_the_gone() {
  polled.clear();
  for (ClientConnection* connection : watched)
    polled.push_back({connection->is_open() ? connection->descriptor() : -1, POLLRDHUP, 0});
  if (::poll(polled.data(), polled.size(), 0) <= 0) return;
  for (std::size_t i = 0; i < polled.size(); ++i) {
    if ((polled[i].revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0) watched[i]->close();
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
  boost::system::error_code error;
  // Clients whose connection the kernel has completed already believe that they are being served.
  acceptor.non_blocking(true, error);
  while (!error) {
    Socket socket = acceptor.accept(error);
    if (!error) accepted(std::move(socket));
  }
  acceptor.close(error);
  for (ClientConnection& connection : connections) connection.drain();
}

void Worker::Impl::cut_off() {
  for (ClientConnection& connection : connections) connection.close();
  finish_if_drained();
}

void Worker::Impl::finish_if_drained() {
  if (stops == 0 || !connections.empty()) return;
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
  if (accept_paused && acceptor.is_open()) {
    accept_paused = false;
    accept();
  }
  if (stops > 0 && expired(drain_since, context.options.drain_timeout)) cut_off();
  if (stops == 0 || !connections.empty()) start_timer();
}

void Worker::Impl::remove(Connections::iterator connection) {
  connections.erase(connection);
  finish_if_drained();
}

Worker::Worker(const ServerOptions& options, Service& service, int listening_socket, Peers& peers, WorkPool& pool)
    : impl_(std::make_unique<Impl>(options, service, listening_socket, peers, pool)) {}
Worker::~Worker() = default;
Worker::Worker(Worker&&) noexcept = default;

void Worker::run() { impl_->run(); }

void Worker::stop() noexcept {
  impl_->context.draining = true;
  ++impl_->stops_asked;
  impl_->wake();
}

}  // namespace phoney::http
