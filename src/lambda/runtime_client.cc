#include "lambda/runtime_client.h"

#include <charconv>

#include <fmt/format.h>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "base/json_text.h"

namespace phoney::lambda {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using HttpRequest = http::request<http::string_body>;
using HttpResponse = http::response<http::string_body>;

constexpr std::string_view kRoot = "/2018-06-01/runtime/";
// An event has at most 6 MB, which escapes can make several times as long.
constexpr std::uint64_t kMaxEventBytes = std::uint64_t{64} << 20;

std::string text_of(const HttpResponse& response, std::string_view name) {
  const auto found = response.find(boost::beast::string_view(name.data(), name.size()));
  return found == response.end() ? std::string() : std::string(found->value());
}

Acceptance acceptance_of(unsigned status) {
  if (status < 300) return Acceptance::accepted;
  return status == 413 ? Acceptance::too_large : Acceptance::refused;
}

}  // namespace

std::string failure_body(const Failure& failure) {
  Output body(512);
  body.append(R"({"errorMessage":)");
  append_json_text(body, failure.message);
  body.append(R"(,"errorType":)");
  append_json_text(body, failure.type);
  body.append(R"(,"stackTrace":[]})");
  return std::string(body.view());
}

class RuntimeClient::Connection {
 public:
  explicit Connection(std::string address) : address_(std::move(address)) {}

  // Sends and receives. A connection that was closed since it was last used is opened anew once.
  Result<HttpResponse> exchange(const HttpRequest& request) {
    const bool was_open = socket_.is_open();
    HttpResponse response;
    error_code error = try_exchange(request, response);
    if (error && was_open && error != asio::error::interrupted) {
      response = {};
      error = try_exchange(request, response);
    }
    if (error) return failure(error);
    return response;
  }

  // Like that, for a request whose body comes in chunks. The end is marked as a failure if the source fails.
  Result<HttpResponse> exchange_chunked(HttpRequest request, std::string_view head, BodySource* source) {
    request.chunked(true);
    request.set(http::field::trailer, "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body");
    error_code error = open();
    if (!error) error = write_head(request);
    if (!error && !head.empty()) error = write_chunk(head);
    bool whole = true;
    if (!error && source != nullptr) error = write_pieces(*source, whole);
    if (!error) error = write_last_chunk(whole);
    HttpResponse response;
    if (!error) error = read(response);
    if (error) return failure(error);
    return response;
  }

  HttpRequest request(http::verb verb, std::string_view path) const {
    HttpRequest request(verb, fmt::format("{}{}", kRoot, path), 11);
    request.set(http::field::host, address_);
    return request;
  }

 private:
  Error failure(const error_code& error) {
    close();
    const bool by_signal = error == asio::error::interrupted;
    return make_error(by_signal ? ErrorCode::interrupted : ErrorCode::io_error,
                      fmt::format("the Lambda Runtime API at {} does not answer: {}", address_, error.message()));
  }

  void close() {
    error_code ignored;
    socket_.close(ignored);
    buffer_.clear();
  }

  error_code open() {
    if (socket_.is_open()) return {};
    error_code error;
    const std::size_t colon = address_.rfind(':');
    const std::string host = address_.substr(0, colon);
    const std::string port = colon == std::string::npos ? "80" : address_.substr(colon + 1);
    const auto numeric = asio::ip::make_address(host, error);
    if (!error) {
      std::uint16_t number = 0;
      std::from_chars(port.data(), port.data() + port.size(), number);
      socket_.connect({numeric, number}, error);
    } else {
      asio::ip::tcp::resolver resolver(context_);
      const auto found = resolver.resolve(host, port, error);
      if (!error) asio::connect(socket_, found, error);
    }
    if (!error) socket_.set_option(asio::ip::tcp::no_delay(true), error);
    return error;
  }

  error_code try_exchange(const HttpRequest& request, HttpResponse& response) {
    error_code error = open();
    if (error) return error;
    http::write(socket_, request, error);
    if (!error) error = read(response);
    if (error) close();
    return error;
  }

  error_code read(HttpResponse& response) {
    http::response_parser<http::string_body> parser;
    parser.body_limit(kMaxEventBytes);
    error_code error;
    http::read(socket_, buffer_, parser, error);
    if (error) return error;
    response = parser.release();
    if (!response.keep_alive()) close();
    return {};
  }

  error_code write_head(HttpRequest& request) {
    error_code error;
    http::request_serializer<http::string_body> serializer(request);
    http::write_header(socket_, serializer, error);
    return error;
  }

  error_code write_chunk(std::string_view text) {
    error_code error;
    asio::write(socket_, http::make_chunk(asio::buffer(text.data(), text.size())), error);
    return error;
  }

  error_code write_pieces(BodySource& source, bool& whole) {
    Output piece;
    auto status = BodySource::Status::more;
    while (status == BodySource::Status::more) {
      piece.clear();
      status = source.next(piece);
      if (piece.size() == 0) continue;
      if (const error_code error = write_chunk(piece.view())) return error;
    }
    whole = status == BodySource::Status::done;
    return {};
  }

  error_code write_last_chunk(bool whole) {
    error_code error;
    if (whole) {
      asio::write(socket_, http::make_chunk_last(), error);
      return error;
    }
    http::fields trailers;
    trailers.set("Lambda-Runtime-Function-Error-Type", "Function.BrokenOff");
    // {"errorMessage":"the records could not all be made","errorType":"Function.BrokenOff"}
    trailers.set(
        "Lambda-Runtime-Function-Error-Body",
        "eyJlcnJvck1lc3NhZ2UiOiJ0aGUgcmVjb3JkcyBjb3VsZCBub3QgYWxsIGJlIG1hZGUiLCJlcnJvclR5cGUiOiJGdW5jdGlvbi5Ccm9r"
        "ZW5PZmYifQ==");
    asio::write(socket_, http::make_chunk_last(trailers), error);
    return error;
  }

  const std::string address_;
  asio::io_context context_{1};
  asio::ip::tcp::socket socket_{context_};
  boost::beast::flat_buffer buffer_;
};

RuntimeClient::RuntimeClient(std::string address) : connection_(std::make_unique<Connection>(std::move(address))) {}
RuntimeClient::~RuntimeClient() = default;

Result<Invocation> RuntimeClient::next() {
  auto response = connection_->exchange(connection_->request(http::verb::get, "invocation/next"));
  if (!response) return response.error();
  if (response->result_int() != 200) {
    return make_error(ErrorCode::io_error,
                      fmt::format("the Lambda Runtime API has no next invocation: status {}", response->result_int()));
  }
  Invocation invocation;
  invocation.request_id = text_of(*response, "Lambda-Runtime-Aws-Request-Id");
  invocation.trace_id = text_of(*response, "Lambda-Runtime-Trace-Id");
  const std::string deadline = text_of(*response, "Lambda-Runtime-Deadline-Ms");
  std::int64_t milliseconds = 0;
  std::from_chars(deadline.data(), deadline.data() + deadline.size(), milliseconds);
  invocation.deadline = std::chrono::system_clock::time_point(std::chrono::milliseconds(milliseconds));
  invocation.event = std::move(response->body());
  return invocation;
}

Result<void> RuntimeClient::restore_next() {
  const auto response = connection_->exchange(connection_->request(http::verb::get, "restore/next"));
  if (!response) return response.error();
  return {};
}

Result<Acceptance> RuntimeClient::respond(const std::string& request_id, std::string_view reply) {
  auto request = connection_->request(http::verb::post, fmt::format("invocation/{}/response", request_id));
  request.set(http::field::content_type, "application/json");
  request.body() = reply;
  request.prepare_payload();
  const auto response = connection_->exchange(request);
  if (!response) return response.error();
  return acceptance_of(response->result_int());
}

Result<Acceptance> RuntimeClient::respond_in_pieces(const std::string& request_id, std::string_view head,
                                                    BodySource* source) {
  auto request = connection_->request(http::verb::post, fmt::format("invocation/{}/response", request_id));
  request.set(http::field::content_type, "application/vnd.awslambda.http-integration-response");
  request.set("Lambda-Runtime-Function-Response-Mode", "streaming");
  const auto response = connection_->exchange_chunked(std::move(request), head, source);
  if (!response) return response.error();
  return acceptance_of(response->result_int());
}

namespace {

HttpRequest failure_request(HttpRequest request, const Failure& failure) {
  request.set(http::field::content_type, "application/json");
  request.set("Lambda-Runtime-Function-Error-Type",
              boost::beast::string_view(failure.type.data(), failure.type.size()));
  request.body() = failure_body(failure);
  request.prepare_payload();
  return request;
}

}  // namespace

Result<Acceptance> RuntimeClient::fail(const std::string& request_id, const Failure& failure) {
  auto request = connection_->request(http::verb::post, fmt::format("invocation/{}/error", request_id));
  const auto response = connection_->exchange(failure_request(std::move(request), failure));
  if (!response) return response.error();
  return acceptance_of(response->result_int());
}

Result<void> RuntimeClient::fail_to_start(const Failure& failure) {
  const auto response =
      connection_->exchange(failure_request(connection_->request(http::verb::post, "init/error"), failure));
  if (!response) return response.error();
  return {};
}

Result<void> RuntimeClient::fail_to_restore(const Failure& failure) {
  const auto response =
      connection_->exchange(failure_request(connection_->request(http::verb::post, "restore/error"), failure));
  if (!response) return response.error();
  return {};
}

}  // namespace phoney::lambda
