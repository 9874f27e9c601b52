// Session: one connection's HTTP, without the connection. Received bytes go in, response bytes come out.
//
// All requests that have arrived whole are answered in one go, so pipelined requests cost one write. A small body is
// copied behind its head; a large one is taken over from the response and written from where it stands. Of a body with
// a source, one piece is made at a time, when the one before has been written.
//
// A request that the service calls slow is left to whoever owns the session, who has it answered on another thread.

#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "http/request_reader.h"
#include "http/response_head.h"
#include "http/unsent_bytes.h"

namespace phoney::http {

// What all sessions of one thread share.
struct SessionContext {
  const ServerOptions& options;
  Service& service;
  Response response{};
  HttpDate date{};
  UnsentBytes* unsent = nullptr;       // what large answers are counted in, if anything
  bool hands_over = false;             // slow requests are left to the owner: Session::waiting
  std::atomic<bool> draining = false;  // no connection is kept alive any longer; set from other threads
};

// Makes the response an error, to a request that the service does not get to read, and has it complete, count and log
// that.
void refuse_unread(Service& service, const Request& request, Response& response, int status, std::string_view detail);

class Session {
 public:
  Session(SessionContext& context, std::string peer);
  ~Session() { let_go_of_large(); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  std::span<char> prepare() { return reader_.prepare(); }
  void received(std::size_t size) { reader_.commit(size); }

  // Answers what has arrived. Returns whether there is output to be written; call again after `written`.
  bool process();
  // Everything to be written: responses, then perhaps a large body.
  std::array<std::string_view, 2> output() const { return {out_.view(), large_.view()}; }
  void written();

  // A slow request is to be answered, once what comes before it is written: by `answer_slowly`, then `resume`. Until
  // then nothing more may be received.
  bool waiting() const { return slow_ != nullptr; }
  // On any thread, while nobody else uses the session.
  void answer_slowly();
  // Answers 503 instead.
  void refuse_slow();
  // The answer is there and can be processed.
  void resume();

  // Replaces what was received and not answered by an error answer, after which the connection is over.
  void abandon(int status, std::string_view detail);

  // No request will be answered any more.
  bool over() const { return over_; }
  // More of the present answer is to come; others should have their turn in between.
  bool streaming() const { return source_ != nullptr; }
  // The answer ended before its end, in a way that the client sees only if the connection does not close as usual.
  bool broken() const { return broken_; }
  // The client may still be sending, so the connection must be closed with care for it to see the answer.
  bool failed() const { return failed_; }
  RequestReader::Phase phase() const { return reader_.phase(); }
  std::uint64_t requests() const { return requests_; }

 private:
  // A request whose answer is made apart from the context, which others use meanwhile.
  struct Slow {
    Request request;
    Response response{};
  };

  void answer();
  void run_service(const Request& request, Response& response);
  void conclude(const Request& request, Response& response);
  void emit(Response& response, bool head_only, ConnectionHeader connection);
  bool may_keep(const Response& response, bool head_only);
  void let_go_of_large();
  void begin_stream(Response& response);
  void continue_stream();
  void append_piece(std::size_t start);

  SessionContext& context_;
  RequestReader reader_;
  std::string peer_;
  Output out_{512};
  Output large_{0};
  std::size_t counted_ = 0;  // of it, in the context's unsent bytes
  std::unique_ptr<BodySource> source_;
  std::unique_ptr<Slow> slow_;
  Framing framing_ = Framing::length;
  std::uint64_t requests_ = 0;
  bool broken_ = false;
  bool over_ = false;
  bool failed_ = false;
};

}  // namespace phoney::http
