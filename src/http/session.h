// Session: the HTTP of one connection, without the socket. Received bytes go in, response bytes come out.
//
// Pipelined requests that have arrived completely are answered together in one write, but for at most one turn, after
// which other connections get theirs. A small body is copied after its head; a large one is moved out of the response
// and written from where it is. A body with a source is made piece by piece, each after the one before has been
// written.
//
// When a response takes longer than the loop's budget, and for all pieces of a stream but the first, the session's
// owner does the work on another thread.

#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "http/loop_budget.h"
#include "http/peers.h"
#include "http/request_reader.h"
#include "http/response_head.h"

namespace phoney::http {

// State that all sessions of a thread share.
struct SessionContext {
  const ServerOptions& options;
  Service& service;
  Response response{};
  HttpDate date{};
  bool defers = false;      // the owner does long work: Session::waiting
  LoopBudget budget{};      // decides what is long
  bool is_crowded = false;  // other connections wait for their turn
  // Destroys the rest of an abandoned response, if it is too large to destroy on the loop, and the place of its
  // connection if that is over. Must not throw.
  std::function<void(std::unique_ptr<BodySource>, Peers::Place)> discard{};
  std::stop_token drain{};             // the server is stopping: see Cancellation
  std::atomic<bool> draining = false;  // no more keep-alive; set from other threads
};

// An error response that the front end sends itself.
struct OwnRefusal {
  int status;
  std::string_view detail;
  Reason reason = Reason::none;
};

// Sets the response to that error, for a request that the service does not see, and lets the service complete, count
// and log it.
void refuse_unread(Service& service, const Request& request, Response& response, const OwnRefusal& refusal);

class Session {
 public:
  Session(SessionContext& context, std::string peer, Peers::Place place = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // The buffer to receive into; empty if there is no memory for more of the request, which must then be abandoned.
  std::span<char> prepare();
  void received(std::size_t size) { reader_.commit(size); }

  // Other connections come next once a turn is over. Without this call, it has no end.
  void begin_turn();
  // Answers the requests that have arrived. Returns whether there is output to write; call again after `written`.
  bool process();
  // All output: responses, then possibly a body that is stored separately.
  std::array<std::string_view, 2> output() const { return {out_.view(), apart()}; }
  void written();

  // There is work for another thread, after the output has been written: `work`, then `resume`. Do not receive until
  // then.
  bool waiting() const { return deferred_ != nullptr || wants_piece_; }
  // That work continues a response, so it cannot be refused.
  bool waits_for_piece() const { return wants_piece_; }
  // The CPU time of the stream's last piece; zero before the first.
  std::chrono::nanoseconds piece_time() const { return piece_time_; }
  // The client that the work counts for: see Task::client.
  std::string_view client() const;
  // On any thread, while no other thread uses the session, except for `cancel`. Returns false if the patience ended
  // before the work did: then it is called again, with more.
  bool work(Patience& patience);
  // The connection is being closed for that reason: ends the work early. From any thread.
  void cancel(Reason reason) {
    Reason none = Reason::none;
    cut_short_by_.compare_exchange_strong(none, reason);  // the first one counts
    stop_.request_stop();
  }
  // Answers 503 instead of `work`. Only for work that does not continue a response.
  void refuse();
  // After `work` or `refuse`: processes the result. Throws std::bad_alloc if memory ran out there; `work` does not
  // throw.
  void resume();

  // Replaces unanswered requests with an error response, and ends the connection.
  void abandon(const OwnRefusal& refusal);

  // No more requests will be answered.
  bool over() const { return over_; }
  // More complete requests may be waiting, but other connections come first.
  bool turn_is_over() const { return turn_is_over_; }
  // The output must wait for the client to read. Returns false if there is no memory for it.
  bool hold_output();
  // The response is incomplete, which the client notices only if the connection does not close normally.
  bool broken() const { return broken_; }
  // The client may still be sending, so the connection must be closed in a way that lets it read the response.
  bool failed() const { return failed_; }
  RequestReader::Phase phase() const { return reader_.phase(); }
  std::uint64_t requests() const { return requests_; }
  std::size_t connections_of_address() const { return place_.connections_of_address(); }

 private:
  // With its own Response, because the loop reuses the context's in the meantime.
  struct Deferred {
    Request request;
    std::unique_ptr<Task> task;
    Response response{};
  };

  std::string_view apart() const { return shared_.empty() ? large_.view() : shared_; }
  void answer();
  std::unique_ptr<Task> begin(Request& request);
  template <class F>
  static void guard(Response& response, F&& make);
  void conclude(const Request& request, Response& response);
  void emit(Response& response, bool head_only, ConnectionHeader connection);
  void refuse_unless_kept(const Request& request, Response& response);
  bool hold(std::size_t more = 0);
  void break_off(Reason reason);
  void begin_stream(Response& response);
  void continue_stream();
  void append_piece(std::size_t start);

  SessionContext& context_;
  RequestReader reader_;
  std::string peer_;
  Output out_{512};
  Output large_{0};          // a body that was not copied after its head,
  std::string_view shared_;  // or such a body that many responses share
  Peers::Place place_;
  std::unique_ptr<BodySource> source_;
  std::unique_ptr<Deferred> deferred_;
  std::stop_source stop_{std::nostopstate};
  std::atomic<Reason> cut_short_by_ = Reason::none;  // why the connection closes early
  bool wants_piece_ = false;
  std::chrono::nanoseconds piece_time_{0};
  bool has_answered_ = false;  // in this turn
  std::chrono::steady_clock::time_point turn_end_ = std::chrono::steady_clock::time_point::max();
  bool out_of_memory_ = false;  // in `work`
  bool chunk_is_open_ = false;  // the line break after the last chunk is not written yet
  bool turn_is_over_ = false;
  Framing framing_ = Framing::length;
  std::uint64_t requests_ = 0;
  bool broken_ = false;
  bool over_ = false;
  bool failed_ = false;
};

}  // namespace phoney::http
