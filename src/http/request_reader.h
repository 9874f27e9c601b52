// RequestReader: HTTP/1.x requests out of a connection's bytes, however they were split or joined on the way.
//
// One flat buffer holds what was received; a request's parts are views into it. The bytes of a request stay in place
// until the next one is asked for, so nothing is copied, save that a chunked body is closed up over its chunk sizes.
// Boost.Beast's parser does the parsing and is known to request_reader.cc only.

#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "http/options.h"
#include "service/message.h"

namespace phoney::http {

class RequestReader {
 public:
  enum class Status {
    need_more,  // the bytes of the next request are not all here
    complete,   // `request` stands until `next` or `prepare`
    failed,     // see `failure`; the connection cannot be used any further
  };
  enum class Phase { idle, header, body };
  struct Failure {
    int status = 0;
    std::string detail{};
  };

  // `options` must outlive the reader.
  explicit RequestReader(const ServerOptions& options);
  ~RequestReader();

  // Free space at the buffer's end, to receive into.
  std::span<char> prepare();
  // How much memory the buffer takes beyond what any connection has.
  std::size_t held() const;
  // Gives all memory back. Nothing more can be received.
  void release();
  // Takes over the first `size` bytes of it.
  void commit(std::size_t size);

  // Goes on to the next request.
  Status next();

  const Request& request() const;
  // As much of a request that is not complete as is known: method, path, query and headers, as far as they were parsed.
  // Stands until `next` or `prepare`.
  Request unfinished();
  const Failure& failure() const;
  // What was received of the next request when `next` last said need_more.
  Phase phase() const;
  // Whether the client waits for "100 Continue" before it sends the body. True once per request.
  bool take_expect_continue();
  bool keep_alive() const;
  bool http10() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace phoney::http
