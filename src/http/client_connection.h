// ClientConnection: a socket and its session.
//
// Between callbacks, exactly one of these is pending: a socket operation, a scheduled turn, or work in the pool.
// Closing the socket ends a socket operation. The callback of any of them removes the connection.

#pragma once

#include <string>

#include "http/worker_impl.h"

namespace phoney::http {

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
  // Closes the connection if it has no request in progress.
  void drain();
  // The pool calls these on its threads.
  bool run(Patience& patience) override;
  void refuse() override;
  // After the pool has finished.
  void resume();
  // Continues after `yield`.
  void take_turn();
  // No request is in progress, and none has arrived since the last check.
  bool is_idle() { return is_receiving() && may_drain(); }
  bool is_receiving() const { return state_ == State::receiving && socket_.is_open(); }
  bool is_open() const { return socket_.is_open(); }
  bool waits_for_piece() const { return session_.waits_for_piece(); }
  std::size_t connections_of_address() const { return session_.connections_of_address(); }
  int descriptor() { return socket_.native_handle(); }
  // Closes the connection and cancels its work.
  void close(Reason reason) {
    if (!socket_.is_open()) return;
    boost::system::error_code ignored;
    socket_.close(ignored);
    session_.cancel(reason);
    if (state_ == State::working) worker_.pool.expedite(client_, *this);
  }

  ClientConnection* next_finished = nullptr;
  std::size_t place_among_watched = kNotWatched;
  static constexpr std::size_t kNotWatched = SIZE_MAX;

 private:
  enum class State { receiving, yielded, working, sending, lingering };

  template <class F>
  void step(F&& act);
  void receive();
  void advance();
  void yield();
  void hand_over();
  bool send();
  std::uint64_t taken();
  void start_reading_time();
  void await_writable();
  void check_taken();
  void reset(Reason reason);
  void finish();
  void linger();
  bool may_drain();
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
  std::string client_;              // whose job the pool has
  bool refused_ = false;            // by the pool
  std::uint64_t since_;             // the tick at which the present state or phase began
  std::uint64_t placed_;            // the tick of its last sign of life
  std::size_t sent_ = 0;            // of the session's output
  std::uint64_t all_sent_ = 0;      // bytes, on this connection
  std::uint64_t taken_before_ = 0;  // of these, what the client had taken at `since_`
};

}  // namespace phoney::http
