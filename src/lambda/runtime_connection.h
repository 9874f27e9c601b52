// RuntimeConnection: HTTP/1.1 to Lambda's Runtime API over one TCP connection that is kept.
//
// A blocking socket and Beast's parser. The other side is on this machine and never slow, so there is nothing to poll
// for, and Asio would be a sixtieth of the binary for it.

#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/message.h"

namespace phoney::lambda {

struct RuntimeRequest {
  std::string_view method = "GET";
  std::string path;
  std::vector<Header> headers =
      {};                         // but Host and Content-Length or Transfer-Encoding, which are written by themselves
  bool ended_by_sigterm = false;  // the wait for its answer; SIGTERM must be blocked, and have a handler
};

struct RuntimeAnswer {
  int status = 0;
  std::string request_id;  // these three are headers of the next invocation
  std::string trace_id;
  std::string deadline_ms;
  std::string body;
};

class RuntimeConnection {
 public:
  // "127.0.0.1:9001". Connects when it is first used.
  explicit RuntimeConnection(std::string address);
  ~RuntimeConnection();
  RuntimeConnection(const RuntimeConnection&) = delete;
  RuntimeConnection& operator=(const RuntimeConnection&) = delete;

  // Sends a request and waits for the answer, for as long as it takes. A connection that was closed since it was last
  // used is opened anew, once. Errors are `io_error`; `interrupted` by SIGTERM, where the request allows that.
  Result<RuntimeAnswer> exchange(const RuntimeRequest& request, std::string_view body);
  // The same with a body in chunks: `head`, and then what `source` makes, as it is made. If the source fails the body
  // ends with `trailers`.
  Result<RuntimeAnswer> exchange_chunked(const RuntimeRequest& request, std::string_view head, BodySource* source,
                                         std::span<const Header> trailers);

 private:
  // Each returns an errno, 0 if all went well.
  int open();
  int write(std::string_view text);
  int write_chunk(std::string_view text);
  int write_pieces(std::string_view head, BodySource* source, std::span<const Header> trailers);
  int wait_for_answer_or_sigterm();
  int read(RuntimeAnswer& answer);
  int try_exchange(const std::string& head, std::string_view body, bool ended_by_sigterm, RuntimeAnswer& answer);

  std::string head_of(const RuntimeRequest& request) const;
  Error failure(int error);
  void close();

  const std::string address_;
  int socket_ = -1;
};

}  // namespace phoney::lambda
