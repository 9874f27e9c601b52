// RuntimeConnection: HTTP/1.1 to Lambda's Runtime API over one persistent TCP connection.
//
// It uses a blocking socket and Beast's parser. The server is on the same machine and never slow, so polling is not
// needed, and Asio would add a sixtieth to the size of the binary.

#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
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
  bool ended_by_sigterm = false;  // the wait for its response; SIGTERM must be blocked, and have a handler
  // Called once the request is out, while the other side makes its response; again if the request is sent again.
  std::function<void()> meanwhile = {};
};

struct RuntimeResponse {
  int status = 0;
  std::string request_id;  // these three are headers of the next invocation
  std::string trace_id;
  std::string deadline_ms;
  std::string body;
  bool broken_off = false;  // the body that was sent ended before its last piece
};

class RuntimeConnection {
 public:
  // "127.0.0.1:9001". Connects when it is first used.
  explicit RuntimeConnection(std::string address);
  ~RuntimeConnection();
  RuntimeConnection(const RuntimeConnection&) = delete;
  RuntimeConnection& operator=(const RuntimeConnection&) = delete;

  // Sends a request and waits for the response, for as long as it takes. A connection that was closed since it was last
  // used is opened anew, once. Errors are `io_error`; `interrupted` by SIGTERM, where the request allows that.
  Result<RuntimeResponse> exchange(const RuntimeRequest& request, std::string_view body);
  // The same with a body in chunks: `head`, and then the pieces of `source` as they are made. If the source fails, the
  // body ends with `trailers`. If a response comes before the end of the body, the rest is not sent.
  Result<RuntimeResponse> exchange_chunked(const RuntimeRequest& request, std::string_view head, BodySource* source,
                                           std::span<const Header> trailers);
  // Ends the chunks that another thread is sending, as if their source had failed, while the source makes the next one.
  // Closes the connection instead if a chunk is not being read, or if another thread is exchanging a body. Otherwise
  // does nothing.
  void break_off();

 private:
  // Each returns an errno, 0 if all went well.
  int open();
  int write(std::string_view text);
  int write_chunk(std::string_view text);
  int begin_chunks(const std::string& request_head, std::string_view head, std::span<const Header> trailers);
  int write_pieces(BodySource& source);
  int end_chunks(bool whole);
  bool has_something_to_read() const;
  int wait_for_response_or_sigterm();
  int read(RuntimeResponse& response);
  int try_exchange(const RuntimeRequest& request, const std::string& head, std::string_view body,
                   RuntimeResponse& response, bool& sent);

  void close_if_stale();
  std::string head_of(const RuntimeRequest& request) const;
  Error failure(int error);
  void close();

  const std::string address_;
  std::atomic<int> socket_ = -1;
  std::timed_mutex sending_;              // held while a chunk is written
  bool chunked_ = false;                  // chunks are being sent, and their end is not
  bool broken_off_ = false;               // their end was sent before the last of them
  std::atomic<bool> exchanging_ = false;  // a body, which is sent in one piece
  std::atomic<bool> shut_down_ = false;   // while that was so
  std::span<const Header> trailers_;
};

}  // namespace phoney::lambda
