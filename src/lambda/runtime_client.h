// RuntimeClient: the Lambda Runtime API, over one persistent connection.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html

#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/output.h"
#include "base/result.h"
#include "service/message.h"

namespace phoney::lambda {

class RuntimeConnection;

struct Invocation {
  std::string request_id;
  std::chrono::system_clock::time_point deadline;
  std::string trace_id;  // may be empty
  std::string event;     // as it came
};

// A failure, as reported to the invocation's client or to Lambda.
struct Failure {
  std::string_view type;  // "Runtime.X" or "Function.X"; a literal
  std::string message;
};

// {"errorMessage","errorType","stackTrace"}
std::string failure_body(const Failure& failure);

// The Runtime API's response to a reply.
enum class Acceptance : std::uint8_t {
  accepted,
  too_large,   // more than a function can return
  refused,     // too late, or answered before
  broken_off,  // a stream, but for its last pieces
};

class RuntimeClient {
 public:
  // `address` is AWS_LAMBDA_RUNTIME_API: "127.0.0.1:9001". Connects when it is first used.
  explicit RuntimeClient(std::string address);
  ~RuntimeClient();

  // Waits for the next invocation, for as long as it takes. `meanwhile` is called once Lambda has been asked, and must
  // bear to be called again. Errors are `io_error`; `interrupted` by SIGTERM, which must be blocked and have a handler.
  Result<Invocation> next(std::function<void()> meanwhile = {});
  // After a snapshot has been restored.
  Result<void> restore_next();

  Result<Acceptance> respond(const std::string& request_id, std::string_view reply);
  // Sends `head`, and then the pieces of `source` as they are made. If it fails, the client gets an incomplete
  // response.
  Result<Acceptance> respond_in_pieces(const std::string& request_id, std::string_view head, BodySource* source);
  // Ends a stream that another thread is sending, while it makes the next piece, or the connection if Lambda does not
  // take a reply. Without either, does nothing.
  void break_off();
  Result<Acceptance> fail(const std::string& request_id, const Failure& failure);

  // The function cannot start, or cannot go on after a restore.
  Result<Acceptance> fail_to_start(const Failure& failure);
  Result<Acceptance> fail_to_restore(const Failure& failure);

 private:
  Result<Acceptance> post_failure(std::string_view path, const Failure& failure);

  std::unique_ptr<RuntimeConnection> connection_;
};

}  // namespace phoney::lambda
