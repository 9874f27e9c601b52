#include "lambda/runtime_client.h"

#include <charconv>

#include <fmt/format.h>

#include "base/json_text.h"
#include "lambda/runtime_connection.h"

namespace phoney::lambda {
namespace {

constexpr std::string_view kRoot = "/2018-06-01/runtime/";

// What ends a stream that breaks off. The body is the base64 of {"errorMessage":"not all records could be generated",
// "errorType":"Function.BrokenOff"}.
constexpr Header kBrokenOff[] = {{"Lambda-Runtime-Function-Error-Type", "Function.BrokenOff"},
                                 {"Lambda-Runtime-Function-Error-Body",
                                  "eyJlcnJvck1lc3NhZ2UiOiJub3QgYWxsIHJlY29yZHMgY291bGQgYmUgZ2VuZXJhdGVkIiwiZXJyb3JUeXBl"
                                  "IjoiRnVuY3Rpb24uQnJva2VuT2ZmIn0="}};

// Waits are where the function may be ended.
RuntimeRequest get(std::string_view path) {
  return {.method = "GET", .path = fmt::format("{}{}", kRoot, path), .ended_by_sigterm = true};
}

RuntimeRequest post(std::string_view path, std::vector<Header> headers) {
  return {.method = "POST", .path = fmt::format("{}{}", kRoot, path), .headers = std::move(headers)};
}

Result<Acceptance> acceptance_of(const Result<RuntimeResponse>& response) {
  if (!response) return response.error();
  if (response->status < 300) return response->broken_off ? Acceptance::broken_off : Acceptance::accepted;
  return response->status == 413 ? Acceptance::too_large : Acceptance::refused;
}

// An emulator may leave the header out; then it is as far off as it can be on Lambda.
std::chrono::system_clock::time_point deadline_of(std::string_view header) {
  constexpr std::chrono::minutes kLongest{15};
  std::int64_t milliseconds = 0;
  if (std::from_chars(header.data(), header.data() + header.size(), milliseconds).ec != std::errc())
    return std::chrono::system_clock::now() + kLongest;
  return std::chrono::system_clock::time_point(std::chrono::milliseconds(milliseconds));
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

RuntimeClient::RuntimeClient(std::string address)
    : connection_(std::make_unique<RuntimeConnection>(std::move(address))) {}
RuntimeClient::~RuntimeClient() = default;

Result<Invocation> RuntimeClient::next(std::function<void()> meanwhile) {
  RuntimeRequest request = get("invocation/next");
  request.meanwhile = std::move(meanwhile);
  auto response = connection_->exchange(request, {});
  if (!response) return response.error();
  if (response->status != 200) {
    return make_error(ErrorCode::io_error,
                      fmt::format("the Lambda Runtime API returned no invocation: status {}", response->status));
  }
  return Invocation{.request_id = std::move(response->request_id),
                    .deadline = deadline_of(response->deadline_ms),
                    .trace_id = std::move(response->trace_id),
                    .event = std::move(response->body)};
}

Result<void> RuntimeClient::restore_next() {
  const auto response = connection_->exchange(get("restore/next"), {});
  if (!response) return response.error();
  if (response->status != 200) {
    return make_error(ErrorCode::io_error,
                      fmt::format("the Lambda Runtime API did not restore the function: status {}", response->status));
  }
  return {};
}

Result<Acceptance> RuntimeClient::respond(const std::string& request_id, std::string_view reply) {
  return acceptance_of(connection_->exchange(
      post(fmt::format("invocation/{}/response", request_id), {{"Content-Type", "application/json"}}), reply));
}

Result<Acceptance> RuntimeClient::respond_in_pieces(const std::string& request_id, std::string_view head,
                                                    BodySource* source) {
  return acceptance_of(
      connection_->exchange_chunked(post(fmt::format("invocation/{}/response", request_id),
                                         {{"Content-Type", "application/vnd.awslambda.http-integration-response"},
                                          {"Lambda-Runtime-Function-Response-Mode", "streaming"}}),
                                    head, source, kBrokenOff));
}

void RuntimeClient::break_off() { connection_->break_off(); }

Result<Acceptance> RuntimeClient::post_failure(std::string_view path, const Failure& failure) {
  return acceptance_of(connection_->exchange(
      post(path, {{"Content-Type", "application/json"}, {"Lambda-Runtime-Function-Error-Type", failure.type}}),
      failure_body(failure)));
}

Result<Acceptance> RuntimeClient::fail(const std::string& request_id, const Failure& failure) {
  return post_failure(fmt::format("invocation/{}/error", request_id), failure);
}

Result<Acceptance> RuntimeClient::fail_to_start(const Failure& failure) { return post_failure("init/error", failure); }

Result<Acceptance> RuntimeClient::fail_to_restore(const Failure& failure) {
  return post_failure("restore/error", failure);
}

}  // namespace phoney::lambda
