// Session: one connection's HTTP, without the connection. Received bytes go in, response bytes come out.
//
// Requests that have arrived whole are answered together, so that pipelined requests cost one write, but no longer than
// a turn: then other connections have theirs. A small body is copied behind its head; a large one is taken over from
// the response and written from where it stands. Of a body with a source, one piece is made at a time, when the one
// before has been written.
//
// An answer for which the loop has no patience, and each piece of a stream but the first, is left to whoever owns the
// session, who has it made on another thread.

#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "http/loop_budget.h"
#include "http/peers.h"
#include "http/request_reader.h"
#include "http/response_head.h"

namespace phoney::http {

// What all sessions of one thread share.
struct SessionContext {
  const ServerOptions& options;
  Service& service;
  Response response{};
  HttpDate date{};
  bool defers = false;      // what takes long is left to the owner: Session::waiting
  LoopBudget budget{};      // says what takes long
  bool is_crowded = false;  // other connections wait for their turn
  // Takes the rest of an answer that nobody wants, where that is too large to be destroyed on the loop, and the place
  // of its connection if that is over. Must not throw.
  std::function<void(std::unique_ptr<BodySource>, Peers::Place)> discard{};
  std::stop_token drain{};             // the server is about to end: see Cancellation
  std::atomic<bool> draining = false;  // no connection is kept alive any longer; set from other threads
};

// An error that the front end answers by itself.
struct OwnRefusal {
  int status;
  std::string_view detail;
  Reason reason = Reason::none;
};

// Makes the response that error, to a request that the service does not get to read, and has it complete, count and log
// that.
void refuse_unread(Service& service, const Request& request, Response& response, const OwnRefusal& refusal);

class Session {
 public:
  Session(SessionContext& context, std::string peer, Peers::Place place = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Where to receive into; nothing if there is no memory for more of the request, which then is to be abandoned.
  std::span<char> prepare();
  void received(std::size_t size) { reader_.commit(size); }

  // Answers what has arrived. Returns whether there is output to be written; call again after `written`.
  bool process();
  // Everything to be written: responses, then perhaps a body that is kept apart.
  std::array<std::string_view, 2> output() const { return {out_.view(), apart()}; }
  void written();

  // There is work for another thread, once what comes before it is written: `work`, then `resume`. Until then nothing
  // more may be received.
  bool waiting() const { return deferred_ != nullptr || wants_piece_; }
  // The rest of an answer that has begun, so that it cannot be refused.
  bool waits_for_piece() const { return wants_piece_; }
  // Whose share of the processor that takes: see Task::client.
  std::string_view client() const;
  // On any thread, while nobody else uses the session but for `cancel`.
  void work();
  // The connection is being closed for that reason: has the work end early, because nobody waits for it any more. From
  // any thread.
  void cancel(Reason reason) {
    Reason none = Reason::none;
    cut_short_by_.compare_exchange_strong(none, reason);  // the first one counts
    stop_.request_stop();
  }
  // Answers 503 instead of `work`. What can be refused is not part of an answer.
  void refuse();
  // After `work` or `refuse`: processes the result.
  void resume();

  // Replaces what was received and not answered by an error answer, after which the connection is over.
  void abandon(const OwnRefusal& refusal);

  // No request will be answered any more.
  bool over() const { return over_; }
  // More requests may have arrived whole, but others should have their turn before them.
  bool turn_is_over() const { return turn_is_over_; }
  // The output must wait for its client. Returns false if there is no memory for that.
  bool hold_output();
  // The answer ended before its end, in a way that the client sees only if the connection does not close as usual.
  bool broken() const { return broken_; }
  // The client may still be sending, so the connection must be closed with care for it to see the answer.
  bool failed() const { return failed_; }
  RequestReader::Phase phase() const { return reader_.phase(); }
  std::uint64_t requests() const { return requests_; }
  std::size_t connections_of_address() const { return place_.connections_of_address(); }

 private:
  // It has a Response of its own, because the loop reuses the context's meanwhile.
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
  std::size_t held() const;
  bool hold(std::size_t more = 0) { return place_.hold(held() + more); }
  void break_off(Reason reason);
  void begin_stream(Response& response);
  void continue_stream();
  void append_piece(std::size_t start);

  SessionContext& context_;
  RequestReader reader_;
  std::string peer_;
  Output out_{512};
  Output large_{0};          // a body that was not copied behind its head,
  std::string_view shared_;  // or such a one whose bytes are many answers'
  Peers::Place place_;
  std::unique_ptr<BodySource> source_;
  std::unique_ptr<Deferred> deferred_;
  std::stop_source stop_{std::nostopstate};
  std::atomic<Reason> cut_short_by_ = Reason::none;  // why the connection closes before its time
  bool wants_piece_ = false;
  bool chunk_is_open_ = false;  // the line break behind the last chunk has not been written
  bool turn_is_over_ = false;
  Framing framing_ = Framing::length;
  std::uint64_t requests_ = 0;
  bool broken_ = false;
  bool over_ = false;
  bool failed_ = false;
};

}  // namespace phoney::http
