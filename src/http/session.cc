#include "http/session.h"

#include <exception>
#include <utility>

namespace phoney::http {
namespace {

// From this size on, not copying a body is worth a second piece in the write.
constexpr std::size_t kLargeBody = 32 << 10;
// A client that pipelines without reading is not served beyond this many bytes ahead.
constexpr std::size_t kMaxPending = 64 << 10;

}  // namespace

Session::Session(SessionContext& context, std::string peer)
    : context_(context), reader_(context.options), peer_(std::move(peer)) {}

bool Session::process() {
  if (over_) return out_.size() > 0;
  context_.date.refresh(Clock().now());
  while (!over_ && out_.size() < kMaxPending && large_.size() == 0) {
    switch (reader_.next()) {
      case RequestReader::Status::need_more:
        if (reader_.take_expect_continue()) out_.append("HTTP/1.1 100 Continue\r\n\r\n");
        return out_.size() > 0;
      case RequestReader::Status::failed:
        abandon(reader_.failure().status, reader_.failure().detail);
        break;
      case RequestReader::Status::complete:
        answer();
        break;
    }
  }
  return out_.size() > 0;
}

void Session::written() {
  out_.clear();
  if (large_.size() > 0) {
    large_.clear();
    std::swap(large_, context_.response.body);  // give the memory back
    large_ = Output(0);
  }
}

void Session::answer() {
  ++requests_;
  Request request = reader_.request();
  request.peer = peer_;
  run_service(request);
  ConnectionHeader connection = ConnectionHeader::none;
  if (context_.draining || !reader_.keep_alive()) {
    connection = ConnectionHeader::close;
    over_ = true;
  } else if (reader_.http10()) {
    connection = ConnectionHeader::keep_alive;
  }
  emit(request.method == "HEAD", connection);
}

void Session::run_service(const Request& request) {
  context_.response.reset();
  try {
    context_.service.handle(request, context_.response);
  } catch (const std::exception&) {
    set_error(context_.response, 500, "internal error");
  }
}

void Session::emit(bool head_only, ConnectionHeader connection) {
  Response& response = context_.response;
  append_head(response, context_.date.text(), connection, out_);
  if (head_only || response.status == 204 || response.status == 304) return;
  if (response.body.size() < kLargeBody) {
    out_.append(response.body.view());
  } else {
    std::swap(large_, response.body);
  }
}

void Session::abandon(int status, std::string_view detail) {
  over_ = true;
  failed_ = true;
  set_error(context_.response, status, detail);
  emit(false, ConnectionHeader::close);
}

}  // namespace phoney::http
