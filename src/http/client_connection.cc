#include "http/client_connection.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

#include <fmt/format.h>

namespace phoney::http {
namespace {

// How much of a large body to receive before other connections get their turn.
constexpr std::size_t kMostReceived = 64 << 10;
constexpr std::string_view kNoMemoryForRequest =
    "the server has no memory left for incoming requests; try again, or send a smaller request";
// A client must read this much of a response, or the rest, within a write timeout. Otherwise a client could keep the
// connection forever by reading a byte now and then. We count what the client's system has acknowledged, because a
// socket becomes writable only when much of its buffer is free.
constexpr std::size_t kLeastSent = 16 << 10;

}  // namespace

// Runs a callback's work. If memory runs out, only this connection ends.
template <class F>
void ClientConnection::step(F&& act) {
  try {
    act();
  } catch (const std::bad_alloc&) {
    if (place_among_watched != kNotWatched) worker_.unwatch(*this);
    reset(Reason::out_of_memory);
  }
}

void ClientConnection::receive() {
  state_ = State::receiving;
  const std::span<char> space = session_.prepare();
  if (space.empty()) {
    session_.abandon({503, kNoMemoryForRequest, Reason::memory_full});
    if (send()) finish();
    return;
  }
  const std::size_t room = std::min(space.size(), kMostReceived);
  socket_.async_read_some(asio::buffer(space.data(), room), [this](ErrorCodeRef error, std::size_t size) {
    if (error) return worker_.remove(self_);
    step([&] {
      session_.received(size);
      advance();
    });
  });
}

// Answers the requests that have arrived, then waits for more, for room to send, for another thread, or for the end.
void ClientConnection::advance() {
  session_.begin_turn();
  while (session_.process()) {
    if (!send()) return;
    if (session_.waiting()) break;
    if (session_.turn_is_over()) return yield();
  }
  if (session_.waiting()) return hand_over();
  if (session_.turn_is_over()) return yield();
  note_progress();
  if (session_.over()) return finish();
  if (worker_.context.draining && may_drain()) return worker_.remove(self_);
  receive();
}

// Whether no request is in progress or waiting to be read.
bool ClientConnection::may_drain() {
  boost::system::error_code error;
  return phase_ == RequestReader::Phase::idle && socket_.available(error) == 0;
}

// Continues after the other connections have had their turn.
void ClientConnection::yield() {
  worker_.queue_turn(*this);
  state_ = State::yielded;
}

void ClientConnection::take_turn() {
  if (!socket_.is_open()) return worker_.remove(self_);
  step([this] { advance(); });
}

// Passes work to the pool, which holds a pointer to the connection, so it must not be removed before `resume`.
void ClientConnection::hand_over() {
  client_ = session_.client();
  worker_.watch(*this);
  state_ = State::working;
  if (session_.waits_for_piece()) {
    worker_.pool.submit_always(client_, *this, session_.piece_time());
  } else {
    worker_.pool.submit(client_, *this);
  }
}

bool ClientConnection::run(Patience& patience) {
  const bool is_done = session_.work(patience);
  if (is_done) worker_.finished(*this);
  return is_done;
}

void ClientConnection::refuse() {
  refused_ = true;
  worker_.finished(*this);
}

void ClientConnection::resume() {
  worker_.unwatch(*this);
  step([this] {
    if (std::exchange(refused_, false)) session_.refuse();
    if (!socket_.is_open()) return worker_.remove(self_);
    session_.resume();
    advance();
  });
}

// Sends as much of the session's output as the socket accepts. Returns whether that was all; otherwise an operation is
// pending or the connection is gone.
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
    all_sent_ += size;
    if (error == asio::error::would_block) {
      if (session_.hold_output()) {
        await_writable();
      } else {
        reset(Reason::memory_full);
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

// The number of bytes that the client's system has acknowledged.
std::uint64_t ClientConnection::taken() {
  int queued = 0;
  ioctl(socket_.native_handle(), SIOCOUTQ, &queued);
  return all_sent_ - static_cast<std::uint64_t>(queued);
}

// Starts a write timeout.
void ClientConnection::start_reading_time() {
  since_ = worker_.ticks;
  taken_before_ = taken();
}

void ClientConnection::await_writable() {
  if (state_ != State::sending) start_reading_time();
  state_ = State::sending;
  socket_.async_wait(Socket::wait_write, [this](ErrorCodeRef error) {
    if (error) return worker_.remove(self_);
    step([this] {
      if (!send()) return;
      start_reading_time();  // for the next response, if it has to wait too
      advance();
    });
  });
}

// The write timeout is over. A client that has read enough gets another one.
void ClientConnection::check_taken() {
  if (taken() - taken_before_ < kLeastSent) return close(Reason::client_slow);
  start_reading_time();
}

// Resets the connection, which no client mistakes for the end of a response.
void ClientConnection::reset(Reason reason) {
  session_.cancel(reason);
  boost::system::error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  socket_.close(ignored);  // the destructor would take that option back
  worker_.remove(self_);
}

void ClientConnection::finish() {
  if (session_.broken()) return reset(Reason::none);  // the reason was noted when the response broke off
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  const bool has_unread = socket_.available(ignored) > 0;
  if (!session_.failed() && !has_unread) return worker_.remove(self_);
  state_ = State::lingering;
  since_ = worker_.ticks;
  linger();
}

// Closing a socket with unread bytes resets the connection, and the client may lose the error response (RFC 9112, 9.6).
// So phoney reads and discards what the client still sends, for a while.
void ClientConnection::linger() {
  socket_.async_read_some(asio::buffer(worker_.scratch), [this](ErrorCodeRef error, std::size_t) {
    if (error) return worker_.remove(self_);
    linger();
  });
}

// Restarts the timeout when another request, or another phase of a request, begins.
void ClientConnection::note_progress() {
  if (phase_ == session_.phase() && requests_ == session_.requests()) return;
  phase_ = session_.phase();
  requests_ = session_.requests();
  note_life();
}

// Updates the connection's position in the order of activity, at most once per tick.
void ClientConnection::note_life() {
  since_ = worker_.ticks;
  if (std::exchange(placed_, worker_.ticks) == worker_.ticks) return;
  worker_.connections.splice(worker_.connections.end(), worker_.connections, self_);
}

void ClientConnection::check_deadline() {
  const ServerOptions& options = worker_.context.options;
  if (state_ == State::working || state_ == State::yielded) return;
  if (state_ == State::lingering) {
    if (worker_.expired(since_, kLingerTimeout)) close(Reason::none);
  } else if (state_ == State::sending) {
    if (worker_.expired(since_, options.write_timeout)) check_taken();
  } else if (phase_ == RequestReader::Phase::idle) {
    if (worker_.expired(since_, options.idle_timeout)) close(Reason::none);
  } else if (worker_.expired(since_,
                             phase_ == RequestReader::Phase::header ? options.header_timeout : options.body_timeout)) {
    time_out();
  }
}

// A last response, if the socket accepts it at once.
void ClientConnection::time_out() {
  const ServerOptions& options = worker_.context.options;
  const bool in_header = phase_ == RequestReader::Phase::header;
  const std::chrono::duration<double> time = in_header ? options.header_timeout : options.body_timeout;
  boost::system::error_code ignored;
  try {
    session_.abandon(
        {408, fmt::format("the {} did not arrive within {} s", in_header ? "headers" : "body", time.count())});
    socket_.write_some(asio::buffer(session_.output()[0]), ignored);
    socket_.shutdown(Socket::shutdown_send, ignored);
  } catch (const std::bad_alloc&) {
    // Then it closes without a response.
  }
  close(Reason::none);
}

void ClientConnection::drain() {
  if (is_idle()) close(Reason::none);
}

}  // namespace phoney::http
