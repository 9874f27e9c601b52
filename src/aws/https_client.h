// HTTP/1.1 over TCP or TLS, one request per connection.
//
// Connections are not kept: between two invocations Lambda freezes the process for minutes, and a connection that the
// other side closed meanwhile fails only when it is used. Sockets are polled and OpenSSL is called directly, with
// Beast's parser for the response. Asio's streams would be compiled once for TCP and once for TLS, and add ten times
// the code for one request in five minutes.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "aws/endpoint.h"
#include "aws/sign.h"
#include "aws/timing.h"
#include "base/result.h"

namespace phoney::aws {

struct HttpRequest {
  std::string method;
  Endpoint endpoint;            // its path is the request's
  std::vector<Header> headers;  // but Host, Content-Length and Connection, which are written by themselves
  std::string body;
};

struct HttpResponse {
  int status = 0;
  std::string error_type;  // X-Amzn-ErrorType, beside which AWS may send a body of any form
  std::string body;
};

// The seam between what is asked and how it travels.
class HttpSender {
 public:
  virtual ~HttpSender() = default;
  // Error `io_error`: no response came, or no whole one, and another try may have better luck. Error
  // `invalid_argument`: it will not, such as for a certificate that is refused.
  virtual Result<HttpResponse> send(const HttpRequest& request, const Deadline& deadline) = 0;
};

// Certificates are checked against the file that SSL_CERT_FILE names, else against the system's, and the name against
// the host. TLS 1.2 or newer. Redirects are not followed. A response may have a megabyte. Safe to use from several
// threads.
class HttpsClient final : public HttpSender {
 public:
  Result<HttpResponse> send(const HttpRequest& request, const Deadline& deadline) override;
};

// The response to a request, read from pieces as they arrive. Apart from the client so that it can be fuzzed.
class ResponseReader {
 public:
  ResponseReader();
  ~ResponseReader();
  ResponseReader(const ResponseReader&) = delete;
  ResponseReader& operator=(const ResponseReader&) = delete;

  // Takes a piece; an empty one is the end of the connection. Returns whether the response is whole.
  Result<bool> take(std::string_view piece);
  HttpResponse response() &&;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace phoney::aws
