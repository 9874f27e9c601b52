// The loop spends as few system calls on a request as it can: one to wait, one to receive, one to send. Responses are
// sent at once, without waiting for the socket to be writable unless it turns out to be full; deadlines are counted in
// ticks of one coarse timer, so no operation arms a timer of its own.

#include "http/worker.h"

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

class ClientConnection;
using Connections = std::list<ClientConnection>;

milliseconds tick_length(const ServerOptions& options) {
  const milliseconds shortest = std::min({options.idle_timeout, options.header_timeout, options.body_timeout,
                                          options.write_timeout, options.drain_timeout, kLingerTimeout});
  return std::clamp(shortest / 4, milliseconds(10), milliseconds(1000));
}

}  // namespace

struct Worker::Impl {
  Impl(const ServerOptions& options, Service& service, int listening_socket, std::atomic<std::size_t>& count,
       SlowLane& slow_lane, UnsentBytes& unsent);
  ~Impl();

  void run();
  void accept();
  void accepted(Socket socket);
  void refuse(Socket socket, std::string_view peer);
  void await_wake();
  void wake() noexcept;
  void answered(ClientConnection& connection);
  void resume_answered();
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
  SessionContext context;
  std::atomic<std::size_t>& connection_count;
  Acceptor acceptor;
  Timer timer;
  SlowLane& lane;
  Descriptor wake_event;
  int wake_fd;
  std::atomic<unsigned> stops_asked = 0;
  unsigned stops = 0;  // of those, what has been seen to
  std::mutex answered_mutex;
  std::vector<ClientConnection*> answered_elsewhere;
  const milliseconds tick_ms;
  std::uint64_t ticks = 1;
  std::uint64_t drain_since = 0;
  bool accept_paused = false;
  std::array<char, 16384> scratch;  // what is received only to be discarded
  Connections connections;
};

namespace {

// A socket and its session. Exactly one operation is under way between callbacks, or the session waits for an answer
// from the slow lane; closing the socket ends an operation, and its callback removes the connection.
class ClientConnection {
 public:
  ClientConnection(Worker::Impl& worker, Socket socket, std::string peer)
      : worker_(worker), socket_(std::move(socket)), session_(worker.context, std::move(peer)), since_(worker.ticks) {}

  void start(Connections::iterator self) {
    self_ = self;
    receive();
  }
  void check_deadline();
  // Closes if the client has nothing under way.
  void drain();
  // The slow lane has the answer.
  void resume();
  void close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

 private:
  enum class State { receiving, waiting, sending, lingering };

  void receive();
  void advance();
  bool hand_over();
  bool send();
  void await_writable();
  void finish();
  void linger();
  void note_progress();
  void time_out();

  Worker::Impl& worker_;
  Socket socket_;
  Session session_;
  Connections::iterator self_{};
  State state_ = State::receiving;
  RequestReader::Phase phase_ = RequestReader::Phase::idle;
  std::uint64_t requests_ = 0;
  std::uint64_t since_;   // the tick at which the present state or phase began
  std::size_t sent_ = 0;  // of the session's output
};

void ClientConnection::receive() {
  state_ = State::receiving;
  const std::span<char> space = session_.prepare();
  socket_.async_read_some(asio::buffer(space.data(), space.size()), [this](ErrorCodeRef error, std::size_t size) {
    if (error) return worker_.remove(self_);
    session_.received(size);
    advance();
  });
}

// Answers what has arrived, then waits for more, for room to send, or for the end.
void ClientConnection::advance() {
  for (;;) {
    while (session_.process()) {
      if (!send()) return;
      if (session_.streaming()) return await_writable();  // after the other connections have had their turn
    }
    if (!session_.waiting()) break;
    if (hand_over()) return;
    session_.refuse_slow();
  }
  note_progress();
  if (session_.over()) return finish();
  receive();
  if (worker_.context.draining) drain();
}

// Has a slow request answered on another thread; returns false if there is no room for it. Until then the connection
// must stay, whatever happens to its client.
bool ClientConnection::hand_over() {
  state_ = State::waiting;
  return worker_.lane.submit([this] {
    session_.answer_slowly();
    worker_.answered(*this);
  });
}

void ClientConnection::resume() {
  if (!socket_.is_open()) return worker_.remove(self_);
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
      await_writable();
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

void ClientConnection::finish() {
  boost::system::error_code ignored;
  if (session_.broken()) {
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);  // a reset, not an end
    socket_.close(ignored);                                           // the destructor would take that option back
    return worker_.remove(self_);
  }
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
  since_ = worker_.ticks;
}

void ClientConnection::check_deadline() {
  const ServerOptions& options = worker_.context.options;
  if (state_ == State::waiting) return;
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

Worker::Impl::Impl(const ServerOptions& options, Service& service, int listening_socket,
                   std::atomic<std::size_t>& count, SlowLane& slow_lane, UnsentBytes& unsent)
    : context{.options = options, .service = service, .unsent = &unsent, .hands_over = true},
      connection_count(count),
      acceptor(loop),
      timer(loop),
      lane(slow_lane),
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
  if (connection_count.fetch_add(1) >= context.options.max_connections) {
    connection_count.fetch_sub(1);
    return refuse(std::move(socket), peer.address().to_string());
  }
  connections.emplace_front(*this, std::move(socket), peer.address().to_string());
  connections.front().start(connections.begin());
}

void Worker::Impl::refuse(Socket socket, std::string_view peer) {
  context.date.refresh(Clock().now());
  Request request;
  request.peer = peer;
  refuse_unread(context.service, request, context.response, 503, "too many connections");
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
    resume_answered();
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
void Worker::Impl::answered(ClientConnection& connection) {
  const std::scoped_lock lock(answered_mutex);
  answered_elsewhere.push_back(&connection);
  wake();
}

void Worker::Impl::resume_answered() {
  std::vector<ClientConnection*> ready;
  {
    const std::scoped_lock lock(answered_mutex);
    ready.swap(answered_elsewhere);
  }
  for (ClientConnection* connection : ready) connection->resume();
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
  connection_count.fetch_sub(1);
  finish_if_drained();
}

Worker::Worker(const ServerOptions& options, Service& service, int listening_socket,
               std::atomic<std::size_t>& connections, SlowLane& lane, UnsentBytes& unsent)
    : impl_(std::make_unique<Impl>(options, service, listening_socket, connections, lane, unsent)) {}
Worker::~Worker() = default;
Worker::Worker(Worker&&) noexcept = default;

void Worker::run() { impl_->run(); }

void Worker::stop() noexcept {
  impl_->context.draining = true;
  ++impl_->stops_asked;
  impl_->wake();
}

}  // namespace phoney::http
