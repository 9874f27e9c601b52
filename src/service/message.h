// Request and Response: the interface between the service and its front ends. The service knows neither sockets nor
// Lambda events: each front end (http/, lambda/) makes a Request from what it receives, and sends the Response in its
// own way.
//
// A Response is complete when `handle` returns, or has a source of further pieces. The front end sends those after
// `body`, at the pace of its client.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/cancellation.h"
#include "base/output.h"
#include "base/result.h"
#include "service/reason.h"

namespace phoney {

struct Header {
  std::string_view name;
  std::string_view value;
};

// Compares ASCII texts and ignores case, as for header names and most tokens in headers.
bool equals_ignoring_case(std::string_view a, std::string_view b);

// Views into the front end's memory, valid until `handle` returns, or until the Task of `begin` has run.
struct Request {
  std::string_view method = "";  // "GET", as received
  std::string_view path = "";    // percent-encoded, as received: "/v1/a%20b"; see percent_decode in service/query.h
  std::string_view query = "";   // what follows the first '?', encoded; see parse_query
  std::span<const Header> headers;
  std::string_view body = "";
  std::string_view peer = "";   // the client's numeric address, "127.0.0.1"; empty if the front end does not know it
  bool secure = false;          // arrived over TLS at this front end
  Cancellation cancellation{};  // ends the response early: 503
  // Why it was cancelled, if the front end knows; otherwise its client has disconnected.
  const std::atomic<Reason>* stopped_by = nullptr;

  // The value of the first header of that name, in whatever case; empty if there is none.
  std::string_view header(std::string_view name) const;
};

// The rest of a body, made piece by piece. Destroyed when it is done, or when the client has gone.
class BodySource {
 public:
  enum class Status {
    more,
    done,
    failed,  // the body is incomplete: the front end must make that visible to the client
  };
  virtual ~BodySource() = default;
  // Appends the next piece. Pieces may be empty.
  virtual Status next(Output& out) = 0;
  // Why `next` said failed.
  virtual Reason failure() const { return Reason::internal_error; }
  // The same in detail, if a value or record is the cause; otherwise nullptr.
  virtual const Error* error() const { return nullptr; }
  // The front end is about to destroy it before its end, for that reason. Without this call, its client has gone.
  virtual void cut_short(Reason reason) { static_cast<void>(reason); }
  // The number of records that it has made, for the metrics.
  virtual std::uint64_t records() const { return 0; }
  // Whose share of CPU time it takes; see Task::client.
  virtual std::string_view client() const { return ""; }
  // Others have spent that CPU time on its last piece, which counts as its own if it has a limit.
  virtual void charge(std::chrono::nanoseconds time) { static_cast<void>(time); }
  // About how many bytes of memory it keeps between pieces.
  virtual std::size_t memory() const = 0;
};

// What a response was about, for the log.
struct Outcome {
  enum class Kind : std::uint8_t { other, records_made, values_made, refused_input, refused_caller };
  Kind kind = Kind::other;
  std::uint64_t requested = 0;       // records or values asked for
  std::string generator{};           // whose values were made, or which one the first problem is about; may be empty
  std::string field{};               // refused_input: where the first problem is
  std::string_view error_type = "";  // refused_input: which problem that is; a literal
  Reason reason = Reason::none;      // of a refusal that its status does not tell
};

// What a request was for, as far as its processing time depends on it; a dimension of metrics, so there are few. Each
// group of routes declares its own (service/route.h).
enum class RequestKind : std::uint8_t {
  other,      // documents, lists, health, and what no route answers
  templates,  // records of a template
  values,     // of one generator
  logins,     // which hash a password
};

// The enumerator's name, for logs and metrics.
std::string_view to_string(RequestKind kind);

struct Response {
  int status = 200;
  std::string_view content_type = "application/json";        // must outlive the response: a literal
  std::vector<std::pair<std::string, std::string>> headers;  // besides content type, length, date and connection
  // Ready lines "Name: value\r\n", the same for many answers; must outlive the response: a literal.
  std::string_view shared_headers = "";
  std::uint64_t records = 0;              // number of values or records in it, for the metrics
  RequestKind kind = RequestKind::other;  // that of the request's route
  Outcome outcome{};
  Output body{};
  std::string_view shared_body = "";     // instead of `body`: bytes that many answers share and that outlive them all
  std::unique_ptr<BodySource> source{};  // what follows `body`, if anything
  // The answer is to HEAD, and GET's has a body of so many bytes; 0: that is not known without making it.
  std::optional<std::uint64_t> left_out{};

  // Back to an empty 200, keeping the memory; front ends reuse one Response for many requests.
  void reset();
  std::size_t body_size() const { return body.size() + shared_body.size(); }
  // Copies a shared body to `body`, for a front end that needs it there.
  void own_body();
  void add_header(std::string_view name, std::string_view value);
};

// A response that takes longer than the front end can wait, still to be made.
class Task {
 public:
  virtual ~Task() = default;
  // Makes it within `patience`, on any thread; the request must still stand. `response` comes reset. Returns false,
  // with the response reset again, if the patience ended first: then it is called again, with more.
  virtual bool run(Response& response, Patience& patience) = 0;
  // Completes, counts and logs instead the error answer that `response` holds. On any thread.
  virtual void refuse(Response& response) = 0;
  // Whose share of CPU time it takes: some bytes that are the same for all tasks of one client.
  virtual std::string_view client() const = 0;
};

// Answers requests. Called from several threads at once. `response` comes reset.
class Service {
 public:
  virtual ~Service() = default;
  virtual void handle(const Request& request, Response& response) = 0;
  // As `handle`, for a front end that has other clients on this thread: within the patience of the request's
  // cancellation, which must be set. If that does not last, the response is left reset, and the task is what to do.
  virtual std::unique_ptr<Task> begin(const Request& request, Response& response) {
    handle(request, response);
    return nullptr;
  }
  // Completes, counts and logs an error response that the front end sends itself, because the request is incomplete or
  // there is no room for it or its response.
  // `request` has what is known about it: the peer, perhaps the method, the path and some headers.
  virtual void refuse_unread(const Request& request, Response& response) {
    static_cast<void>(request);
    static_cast<void>(response);
  }
};

}  // namespace phoney
