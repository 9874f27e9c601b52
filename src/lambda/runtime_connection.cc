#include "lambda/runtime_connection.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <exception>

#include <fmt/format.h>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace phoney::lambda {
namespace {

namespace http = boost::beast::http;
using Parser = http::response_parser<http::string_body>;

// An event has at most 6 MB, which escapes can make several times as long.
constexpr std::uint64_t kMaxEventBytes = std::uint64_t{64} << 20;
constexpr std::size_t kPieceBytes = 64 << 10;
constexpr int kSendBytes = 128 << 10;
// For a chunk that another thread is sending.
constexpr std::chrono::milliseconds kPatience{100};
// The response is not HTTP. An errno, like the system's errors.
constexpr int kNoHttp = EPROTO;
// The server responded before it had read the whole request.
constexpr int kAnsweredEarly = ECANCELED;

std::string text_of(const Parser& parser, std::string_view name) {
  const auto found = parser.get().find(boost::beast::string_view(name.data(), name.size()));
  return found == parser.get().end() ? std::string() : std::string(found->value());
}

// Parses the beginning of `text` and removes it. Returns an errno.
int parse(Parser& parser, std::string& text) {
  boost::beast::error_code error;
  const std::size_t used = parser.put(boost::asio::buffer(text), error);
  text.erase(0, used);
  return error && error != http::error::need_more ? kNoHttp : 0;
}

}  // namespace

RuntimeConnection::RuntimeConnection(std::string address) : address_(std::move(address)) {}
RuntimeConnection::~RuntimeConnection() { close(); }

void RuntimeConnection::close() {
  if (socket_ >= 0) ::close(socket_.exchange(-1));
}

int RuntimeConnection::open() {
  if (socket_ >= 0) return 0;
  const std::size_t colon = address_.rfind(':');
  sockaddr_in to{};
  to.sin_family = AF_INET;
  std::uint16_t port = 80;
  if (colon != std::string::npos) std::from_chars(address_.data() + colon + 1, address_.data() + address_.size(), port);
  to.sin_port = htons(port);
  const std::string host = address_.substr(0, colon);
  if (inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host.c_str(), &to.sin_addr) != 1) return EADDRNOTAVAIL;
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket_ < 0) return errno;
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  // Data that the kernel already has can no longer be withheld.
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDBUF, &kSendBytes, sizeof kSendBytes);
  return ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0 ? 0 : errno;
}

int RuntimeConnection::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return 0;
}

// The wait unblocks the signal atomically, so that no signal is missed before it.
int RuntimeConnection::wait_for_response_or_sigterm() {
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  sigdelset(&mask, SIGTERM);
  pollfd polled{socket_, POLLIN, 0};
  return ::ppoll(&polled, 1, nullptr, &mask) < 0 ? errno : 0;
}

int RuntimeConnection::read(RuntimeResponse& response) {
  Parser parser;
  parser.eager(true);
  parser.body_limit(kMaxEventBytes);
  std::string text;
  std::array<char, kPieceBytes> piece;
  while (!parser.is_done()) {
    const ssize_t received = ::recv(socket_, piece.data(), piece.size(), 0);
    if (received < 0) return errno;
    if (received == 0) return ECONNRESET;
    text.append(piece.data(), static_cast<std::size_t>(received));
    if (const int error = parse(parser, text)) return error;
  }
  response.status = static_cast<int>(parser.get().result_int());
  response.request_id = text_of(parser, "Lambda-Runtime-Aws-Request-Id");
  response.trace_id = text_of(parser, "Lambda-Runtime-Trace-Id");
  response.deadline_ms = text_of(parser, "Lambda-Runtime-Deadline-Ms");
  if (!parser.keep_alive()) close();
  response.body = std::move(parser.get().body());
  return 0;
}

std::string RuntimeConnection::head_of(const RuntimeRequest& request) const {
  std::string head = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\n", request.method, request.path, address_);
  for (const Header& header : request.headers) head += fmt::format("{}: {}\r\n", header.name, header.value);
  return head;
}

int RuntimeConnection::try_exchange(const RuntimeRequest& request, const std::string& head, std::string_view body,
                                    RuntimeResponse& response, bool& sent) {
  int error = open();
  if (error == 0) error = write(head);
  if (error == 0) error = write(body);
  sent = error == 0;
  // A server that refuses a body may close the connection while it is still being sent; its response can be read
  // anyway.
  if (!sent && socket_ >= 0 && read(response) == 0) {
    close();
    return 0;
  }
  if (error == 0 && request.meanwhile) request.meanwhile();
  if (error == 0 && request.ended_by_sigterm) error = wait_for_response_or_sigterm();
  if (error == 0) error = read(response);
  if (error != 0) close();
  return error;
}

Result<RuntimeResponse> RuntimeConnection::exchange(const RuntimeRequest& request, std::string_view body) {
  std::string head = head_of(request);
  if (request.method != "GET") head += fmt::format("Content-Length: {}\r\n", body.size());
  head += "\r\n";
  // Small bodies travel with the head, in one packet.
  if (body.size() < kPieceBytes) head += std::exchange(body, {});
  close_if_stale();
  const bool was_open = socket_ >= 0;
  RuntimeResponse response;
  bool sent = false;
  shut_down_ = false;
  exchanging_ = request.method != "GET";
  int error = try_exchange(request, head, body, response, sent);
  exchanging_ = false;
  if (error != 0 && shut_down_) return failure(ETIMEDOUT);
  // A reply that the server may have received is not sent again, because the server would refuse it.
  const bool may_repeat = was_open && (!sent || request.method == "GET");
  if (error != 0 && error != EINTR && may_repeat) error = try_exchange(request, head, body, response, sent);
  if (error != 0) return failure(error);
  return response;
}

int RuntimeConnection::write_chunk(std::string_view text) {
  if (text.empty()) return 0;  // it would be the last
  int error = write(fmt::format("{:x}\r\n", text.size()));
  if (error == 0) error = write(text);
  return error == 0 ? write("\r\n") : error;
}

// Chunks up to here can be sent once more, because nothing has been asked of their source.
int RuntimeConnection::begin_chunks(const std::string& request_head, std::string_view head,
                                    std::span<const Header> trailers) {
  const std::scoped_lock lock(sending_);
  int error = open();
  if (error == 0) error = write(request_head);
  if (error == 0) error = write_chunk(head);
  trailers_ = trailers;
  broken_off_ = false;
  chunked_ = error == 0;
  return error;
}

int RuntimeConnection::end_chunks(bool whole) {
  std::string end = "0\r\n";
  if (!whole) {
    for (const Header& trailer : trailers_) end += fmt::format("{}: {}\r\n", trailer.name, trailer.value);
  }
  chunked_ = false;
  broken_off_ = !whole;
  return write(end + "\r\n");
}

void RuntimeConnection::break_off() {
  // With the clock for which ThreadSanitizer supports waiting.
  const std::unique_lock lock(sending_, std::chrono::system_clock::now() + kPatience);
  if (!lock) {
    // The server has stopped reading, and would not receive an end either.
    ::shutdown(socket_, SHUT_RDWR);
  } else if (chunked_) {
    // If writing fails, reading the response reports it.
    (void)end_chunks(false);
  } else if (exchanging_) {
    shut_down_ = true;
    ::shutdown(socket_, SHUT_RDWR);
  }
}

bool RuntimeConnection::has_something_to_read() const {
  pollfd polled{socket_, POLLIN, 0};
  return ::poll(&polled, 1, 0) > 0;
}

// Before a request, the only thing to read is that the server has closed the connection.
void RuntimeConnection::close_if_stale() {
  if (socket_ >= 0 && has_something_to_read()) close();
}

int RuntimeConnection::write_pieces(BodySource& source) {
  auto status = BodySource::Status::more;
  Output piece;
  while (status == BodySource::Status::more) {
    piece.clear();
    try {
      status = source.next(piece);
    } catch (const std::exception&) {  // no memory for it
      piece.clear();
      status = BodySource::Status::failed;
    }
    const std::scoped_lock lock(sending_);
    if (!chunked_) return 0;  // broken off in the meantime
    if (has_something_to_read()) return kAnsweredEarly;
    if (const int error = write_chunk(piece.view())) return error;
    if (status != BodySource::Status::more) return end_chunks(status == BodySource::Status::done);
  }
  return 0;
}

Result<RuntimeResponse> RuntimeConnection::exchange_chunked(const RuntimeRequest& request, std::string_view head,
                                                            BodySource* source, std::span<const Header> trailers) {
  std::string request_head = head_of(request) + "Transfer-Encoding: chunked\r\n";
  std::string names;
  for (const Header& trailer : trailers) names += (names.empty() ? "" : ", ") + std::string(trailer.name);
  request_head += fmt::format("Trailer: {}\r\n\r\n", names);
  close_if_stale();
  const bool was_open = socket_ >= 0;
  int error = begin_chunks(request_head, head, trailers);
  if (error != 0 && was_open) {
    close();
    error = begin_chunks(request_head, head, trailers);
  }
  if (error != 0) return failure(error);
  if (source != nullptr) {
    error = write_pieces(*source);
  } else {
    const std::scoped_lock lock(sending_);
    error = end_chunks(true);
  }
  RuntimeResponse response;
  {
    const std::scoped_lock lock(sending_);
    chunked_ = false;
    response.broken_off = broken_off_;
  }
  // A server that refuses a body may close the connection while it is still being sent; its response can be read
  // anyway.
  const int unread = read(response);
  if (unread != 0) return failure(error == 0 || error == kAnsweredEarly ? unread : error);
  if (error != 0) close();
  return response;
}

Error RuntimeConnection::failure(int error) {
  close();
  return make_error(error == EINTR ? ErrorCode::interrupted : ErrorCode::io_error,
                    fmt::format("the Lambda Runtime API at {} does not answer: {}", address_,
                                std::generic_category().message(error)));
}

}  // namespace phoney::lambda
