#include "aws/https_client.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <nss.h>
#include <openssl/err.h>
#include <poll.h>
#include <resolv.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cerrno>
#include <mutex>

#include <fmt/format.h>

#include "aws/tls.h"

namespace phoney::aws {
namespace {

namespace beast = boost::beast::http;
using ErrorRef = boost::beast::error_code&;
using std::chrono::milliseconds;

constexpr std::size_t kLargestResponse = std::size_t{1} << 20;
constexpr std::uint32_t kLargestHead = 16 << 10;
constexpr milliseconds kStopCheck{50};  // how often a wait looks whether it was called off

Error failure(std::string message) { return make_error(ErrorCode::io_error, std::move(message)); }

std::string system_message(int error) { return std::generic_category().message(error); }

class Socket {
 public:
  explicit Socket(int handle) : handle_(handle) {}
  ~Socket() {
    if (handle_ >= 0) ::close(handle_);
  }
  Socket(Socket&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
  Socket& operator=(Socket&&) = delete;
  int handle() const { return handle_; }

 private:
  int handle_;
};

// Waits until the socket can be read or written. False when the deadline has come or the wait was called off.
bool wait(const Socket& socket, short events, const Deadline& deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(deadline.at - std::chrono::steady_clock::now());
    if (left <= milliseconds(0) || deadline.stop.stop_requested()) return false;
    pollfd polled{socket.handle(), events, 0};
    if (::poll(&polled, 1, static_cast<int>(std::min(left, kStopCheck).count())) > 0) return true;
  }
}

struct AddressesDeleter {
  void operator()(addrinfo* addresses) const { ::freeaddrinfo(addresses); }
};
using Addresses = std::unique_ptr<addrinfo, AddressesDeleter>;

Result<Addresses> look_up(const Endpoint& endpoint) {
  static std::once_flag configured;
  // glibc would read /etc/nsswitch.conf and load a library for whatever it names, and a static program that loads one
  // of another version of glibc crashes. Files and DNS are built in.
  std::call_once(configured, [] { __nss_configure_lookup("hosts", "files dns"); });
  // The resolver knows no deadline, so it is told to give up sooner than after its usual ten seconds. Its state is the
  // thread's own.
  if (res_init() == 0) {
    _res.retrans = 1;
    _res.retry = 2;
  }
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int error = ::getaddrinfo(endpoint.host.c_str(), std::to_string(endpoint.port).c_str(), &hints, &found);
  if (error != 0) return failure(fmt::format("cannot resolve {}: {}", endpoint.host, ::gai_strerror(error)));
  return Addresses(found);
}

Result<Socket> connect_to(const addrinfo& address, const Deadline& deadline) {
  Socket socket(::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (socket.handle() < 0) return failure(system_message(errno));
  const int on = 1;
  ::setsockopt(socket.handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket.handle(), address.ai_addr, address.ai_addrlen) == 0) return socket;
  if (errno != EINPROGRESS) return failure(system_message(errno));
  if (!wait(socket, POLLOUT, deadline)) return failure("the connection timed out");
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket.handle(), SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return failure(system_message(error));
  return socket;
}

// The first address that takes the connection; each has its share of the time that is left.
Result<Socket> connect_to(const Endpoint& endpoint, const Deadline& deadline) {
  const auto addresses = look_up(endpoint);
  if (!addresses) return addresses.error();
  int left = 0;
  for (const addrinfo* address = addresses->get(); address != nullptr; address = address->ai_next) ++left;
  Error last;
  for (const addrinfo* address = addresses->get(); address != nullptr; address = address->ai_next, --left) {
    const auto now = std::chrono::steady_clock::now();
    auto socket = connect_to(*address, {now + (deadline.at - now) / left, deadline.stop});
    if (socket) return socket;
    last = socket.error();
  }
  return failure(fmt::format("cannot connect to {}: {}", endpoint.authority(), last.message));
}

// A connection, encrypted or not.
class Connection {
 public:
  Connection(Socket socket, const Endpoint& endpoint) : socket_(std::move(socket)), endpoint_(endpoint) {}

  Result<void> start(const Deadline& deadline) {
    if (!endpoint_.tls) return {};
    auto ssl = make_tls_session(socket_.handle(), endpoint_.host);
    if (!ssl) return ssl.error();
    ssl_ = std::move(*ssl);
    for (int done = 0; (done = SSL_connect(ssl_.get())) != 1;) {
      if (!wanted(done)) return handshake_error(ssl_.get(), endpoint_.host);
      if (!wait(socket_, events_, deadline)) return too_late();
    }
    return {};
  }

  Result<void> write(std::string_view text, const Deadline& deadline) {
    while (!text.empty()) {
      const int sent = write_some(text);
      if (sent > 0) {
        text.remove_prefix(static_cast<std::size_t>(sent));
      } else if (!wanted(sent)) {
        return hung_up();
      } else if (!wait(socket_, events_, deadline)) {
        return too_late();
      }
    }
    return {};
  }

  // At least a byte, or none at the end of the connection.
  Result<std::string_view> read(const Deadline& deadline) {
    for (;;) {
      const int received = read_some();
      if (received > 0) return std::string_view(buffer_, static_cast<std::size_t>(received));
      if (is_end(received)) return std::string_view();
      if (!wanted(received)) return hung_up();
      if (!wait(socket_, events_, deadline)) return too_late();
    }
  }

 private:
  int write_some(std::string_view text) {
    events_ = POLLOUT;
    ERR_clear_error();  // SSL_get_error reads the thread's queue, which must hold nothing of before
    if (ssl_) return SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size()));
    return static_cast<int>(::send(socket_.handle(), text.data(), text.size(), MSG_NOSIGNAL));
  }

  int read_some() {
    events_ = POLLIN;
    ERR_clear_error();
    if (ssl_) return SSL_read(ssl_.get(), buffer_, sizeof buffer_);
    return static_cast<int>(::recv(socket_.handle(), buffer_, sizeof buffer_, 0));
  }

  // TLS says goodbye; a connection that ends without is cut off, and whatever came then is not the whole.
  bool is_end(int result) const {
    return ssl_ ? SSL_get_error(ssl_.get(), result) == SSL_ERROR_ZERO_RETURN : result == 0;
  }

  // Whether to try again once `events_` have come.
  bool wanted(int result) {
    if (!ssl_) return result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    const int reason = SSL_get_error(ssl_.get(), result);
    events_ = reason == SSL_ERROR_WANT_WRITE ? POLLOUT : POLLIN;
    return reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE;
  }

  Error hung_up() const { return failure(fmt::format("{} closed the connection", endpoint_.authority())); }
  Error too_late() const { return failure(fmt::format("{} did not answer in time", endpoint_.authority())); }

  Socket socket_;
  const Endpoint& endpoint_;
  SslPointer ssl_;
  short events_ = POLLIN;
  char buffer_[16384];
};

std::string wire_text(const HttpRequest& request) {
  std::string text = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", request.method,
                                 request.endpoint.path, request.endpoint.authority());
  if (!request.body.empty()) text += fmt::format("Content-Length: {}\r\n", request.body.size());
  for (const Header& header : request.headers) text += fmt::format("{}: {}\r\n", header.name, header.value);
  return text + "\r\n" + request.body;
}

class Parser final : public beast::basic_parser<false> {
 public:
  explicit Parser(HttpResponse& response) : response_(response) {
    eager(true);
    header_limit(kLargestHead);
    body_limit(kLargestResponse);
  }

 private:
  void on_request_impl(beast::verb, boost::beast::string_view, boost::beast::string_view, int, ErrorRef) override {}
  void on_response_impl(int status, boost::beast::string_view, int, ErrorRef) override { response_.status = status; }
  void on_field_impl(beast::field, boost::beast::string_view name, boost::beast::string_view value, ErrorRef) override {
    if (boost::beast::iequals(name, "x-amzn-errortype")) response_.error_type.assign(value.data(), value.size());
  }
  void on_header_impl(ErrorRef) override {}
  void on_body_init_impl(boost::optional<std::uint64_t> const&, ErrorRef) override {}
  std::size_t on_body_impl(boost::beast::string_view piece, ErrorRef) override { return take(piece); }
  void on_chunk_header_impl(std::uint64_t, boost::beast::string_view, ErrorRef) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, boost::beast::string_view piece, ErrorRef) override {
    return take(piece);
  }
  void on_finish_impl(ErrorRef) override {}

  std::size_t take(boost::beast::string_view piece) {
    response_.body.append(piece.data(), piece.size());
    return piece.size();
  }

  HttpResponse& response_;
};

}  // namespace

struct ResponseReader::Impl {
  HttpResponse response;
  Parser parser{response};
  std::string pending;  // what the parser has not taken yet: an unfinished line
};

ResponseReader::ResponseReader() : impl_(std::make_unique<Impl>()) {}
ResponseReader::~ResponseReader() = default;
HttpResponse ResponseReader::response() && { return std::move(impl_->response); }

Result<bool> ResponseReader::take(std::string_view piece) {
  boost::beast::error_code error;
  Parser& parser = impl_->parser;
  if (piece.empty()) {
    if (!parser.got_some()) return failure("the connection was closed before a response arrived");
    parser.put_eof(error);
    if (error) return failure("the response is incomplete");
    return true;
  }
  impl_->pending += piece;
  const std::size_t used = parser.put(boost::asio::const_buffer(impl_->pending.data(), impl_->pending.size()), error);
  impl_->pending.erase(0, used);
  if (error == beast::error::need_more) return false;
  if (error == beast::error::body_limit) return failure("the response is larger than 1 MB");
  if (error) return failure(fmt::format("the response is not HTTP ({})", error.message()));
  return parser.is_done();
}

Result<HttpResponse> HttpsClient::send(const HttpRequest& request, const Deadline& deadline) {
  auto socket = connect_to(request.endpoint, deadline);
  if (!socket) return socket.error();
  Connection connection(std::move(*socket), request.endpoint);
  if (const auto started = connection.start(deadline); !started) return started.error();
  if (const auto written = connection.write(wire_text(request), deadline); !written) return written.error();
  ResponseReader reader;
  for (;;) {
    const auto piece = connection.read(deadline);
    if (!piece) return piece.error();
    const auto whole = reader.take(*piece);
    if (!whole)
      return make_error(whole.error().code, fmt::format("{}: {}", request.endpoint.authority(), whole.error().message));
    if (*whole) return std::move(reader).response();
  }
}

}  // namespace phoney::aws
