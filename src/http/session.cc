#include "http/session.h"

#include <charconv>
#include <cstring>
#include <exception>
#include <utility>

namespace phoney::http {
namespace {

// From this size on, not copying a body is worth a second piece in the write.
constexpr std::size_t kLargeBody = 32 << 10;
// A client that pipelines without reading is not served beyond this many bytes ahead.
constexpr std::size_t kMaxPending = 64 << 10;

// Whether the body stays in the response's memory until it is written, and is not copied behind the head.
bool is_kept_apart(const Response& response, bool head_only) {
  const bool has_body = !head_only && response.status != 204 && response.status != 304;
  return has_body && !response.source && response.body.size() >= kLargeBody;
}

}  // namespace

void refuse_unread(Service& service, const Request& request, Response& response, int status, std::string_view detail) {
  set_error(response, status, detail);
  try {
    service.refuse_unread(request, response);
  } catch (const std::exception&) {
    set_error(response, status, detail);  // out of memory: the answer goes out as it was
  }
}

Session::Session(SessionContext& context, std::string peer)
    : context_(context), reader_(context.options), peer_(std::move(peer)) {}

bool Session::process() {
  if (source_ && out_.size() == 0 && large_.size() == 0) continue_stream();
  if (over_ || source_ || slow_) return out_.size() > 0;
  context_.date.refresh(Clock().now());
  while (!over_ && !source_ && !slow_ && out_.size() < kMaxPending && large_.size() == 0) {
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
  if (framing_ != Framing::length && !source_) out_ = Output(512);  // give a stream's memory back
  if (large_.size() > 0) {
    large_.clear();
    std::swap(large_, context_.response.body);  // give the memory back
    large_ = Output(0);
    let_go_of_large();
  }
}

// Whether there is memory for the answer until its client has read it, which may be never.
bool Session::may_keep(const Response& response, bool head_only) {
  if (context_.unsent == nullptr || !is_kept_apart(response, head_only)) return true;
  if (!context_.unsent->take(response.body.size())) return false;
  counted_ = response.body.size();
  return true;
}

void Session::let_go_of_large() {
  if (counted_ > 0) context_.unsent->give_back(std::exchange(counted_, 0));
}

void Session::answer() {
  ++requests_;
  Request request = reader_.request();
  request.peer = peer_;
  if (context_.hands_over && context_.service.is_slow(request)) {
    slow_ = std::make_unique<Slow>(Slow{request});
    return;
  }
  run_service(request, context_.response);
  conclude(request, context_.response);
}

void Session::answer_slowly() { run_service(slow_->request, slow_->response); }

void Session::refuse_slow() {
  refuse_unread(context_.service, slow_->request, slow_->response, 503,
                "too many requests that take long are under way");
  slow_->response.add_header("Retry-After", "1");
  resume();
}

void Session::resume() {
  const auto slow = std::move(slow_);
  context_.date.refresh(Clock().now());
  conclude(slow->request, slow->response);
}

// What the connection's next bytes are.
void Session::conclude(const Request& request, Response& response) {
  const bool head_only = request.method == "HEAD";
  if (!may_keep(response, head_only)) {
    refuse_unread(context_.service, request, response, 503, "too many large answers wait for their clients");
    response.add_header("Retry-After", "1");
  }
  ConnectionHeader connection = ConnectionHeader::none;
  if (context_.draining || !reader_.keep_alive()) {
    connection = ConnectionHeader::close;
    over_ = true;
  } else if (reader_.http10()) {
    connection = ConnectionHeader::keep_alive;
  }
  framing_ = Framing::length;
  if (response.source) {
    framing_ = reader_.http10() ? Framing::close : Framing::chunked;
    over_ = over_ || framing_ == Framing::close;
    if (over_) connection = ConnectionHeader::close;
  }
  emit(response, head_only, connection);
}

void Session::run_service(const Request& request, Response& response) {
  response.reset();
  try {
    context_.service.handle(request, response);
  } catch (const std::exception&) {
    set_error(response, 500, "internal error");
  }
}

void Session::emit(Response& response, bool head_only, ConnectionHeader connection) {
  append_head(response, context_.date.text(), connection, framing_, out_);
  if (head_only || response.status == 204 || response.status == 304) return;
  if (response.source) return begin_stream(response);
  if (is_kept_apart(response, head_only)) {
    std::swap(large_, response.body);
  } else {
    out_.append(response.body.view());
  }
}

void Session::begin_stream(Response& response) {
  source_ = std::move(response.source);
  const std::size_t start = out_.size();
  out_.append(response.body.view());
  append_piece(start);
}

// Makes pieces until one is not empty.
void Session::continue_stream() {
  const std::size_t start = out_.size();
  auto status = BodySource::Status::more;
  try {
    while (status == BodySource::Status::more && out_.size() == start) status = source_->next(out_);
  } catch (const std::exception&) {
    out_.truncate(start);
    status = BodySource::Status::failed;
  }
  append_piece(start);
  if (status == BodySource::Status::more) return;
  source_.reset();
  if (status == BodySource::Status::failed) {
    // No last chunk: that is how the client sees that this is not all.
    over_ = true;
    broken_ = framing_ == Framing::close;
  } else if (framing_ == Framing::chunked) {
    out_.append("0\r\n\r\n");
  }
}

// Makes a chunk of what stands in the output from `start` on.
void Session::append_piece(std::size_t start) {
  const std::size_t size = out_.size() - start;
  if (framing_ != Framing::chunked || size == 0) return;
  char head[20];
  char* end = std::to_chars(head, head + 16, size, 16).ptr;
  *end++ = '\r';
  *end++ = '\n';
  const auto head_size = static_cast<std::size_t>(end - head);
  std::memcpy(out_.insert(start, head_size), head, head_size);
  out_.append("\r\n");
}

void Session::abandon(int status, std::string_view detail) {
  over_ = true;
  failed_ = true;
  framing_ = Framing::length;
  Request request = reader_.unfinished();
  request.peer = peer_;
  refuse_unread(context_.service, request, context_.response, status, detail);
  emit(context_.response, request.method == "HEAD", ConnectionHeader::close);
}

}  // namespace phoney::http
