// RequestReader: extracts HTTP/1.x requests from a connection's bytes, however these were split or joined.
//
// One flat buffer holds the received bytes, and the parts of a request are views into it. The bytes stay in place until
// the next request is read, so nothing is copied, except that a chunked body moves together over its chunk sizes. Only
// request_reader.cc knows Boost.Beast's parser.

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
    need_more,  // the next request is incomplete
    complete,   // `request` is valid until `next` or `prepare`
    failed,     // see `failure`; the connection cannot be used any more
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
  // The memory of the buffer beyond what every connection has.
  std::size_t held() const;
  // Frees all memory. Nothing more can be received.
  void release();
  // Takes over the first `size` bytes of it.
  void commit(std::size_t size);

  // Goes on to the next request.
  Status next();

  const Request& request() const;
  // The known parts of an incomplete request: method, path, query and headers, as far as they are parsed. Valid until
  // `next` or `prepare`.
  Request unfinished();
  const Failure& failure() const;
  // What part of the next request had arrived when `next` last returned need_more.
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
