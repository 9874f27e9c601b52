#include "http/session.h"

#include <charconv>
#include <cstring>
#include <exception>
#include <new>
#include <utility>

#include <fmt/format.h>

#include "base/processor_time.h"

namespace phoney::http {
namespace {

// From this size on, writing a body as a second piece is cheaper than copying it.
constexpr std::size_t kLargeBody = 32 << 10;
// The largest buffer that a connection, or a loop's response, keeps for the next response.
constexpr std::size_t kKeptOutput = 16 << 10;
constexpr std::size_t kKeptBody = 256 << 10;
// How many bytes of responses may wait for a client that pipelines without reading.
constexpr std::size_t kMaxPending = 32 << 10;
// The length of a connection's turn, and its length while others wait.
constexpr std::chrono::microseconds kTurn{250};
constexpr std::chrono::microseconds kCrowdedTurn{50};

// Whether the body stays in the response's memory until it is written, instead of being copied after the head.
bool is_kept_apart(const Response& response, bool head_only) {
  const bool has_body = !head_only && response.status != 204 && response.status != 304;
  return has_body && response.body.size() >= kLargeBody;
}

// A source with more memory than this takes too long to destroy on a loop.
constexpr std::size_t kQuicklyDestroyed = 1 << 20;

// The line before a chunk, with its size (RFC 9112, 7.1).
class ChunkHead {
 public:
  explicit ChunkHead(std::size_t size) : end_(std::to_chars(text_, text_ + 16, size, 16).ptr) {
    *end_++ = '\r';
    *end_++ = '\n';
  }
  std::string_view text() const { return {text_, static_cast<std::size_t>(end_ - text_)}; }

 private:
  char text_[18];
  char* end_;
};

constexpr std::string_view kNoMemoryForResponse =
    "the server has no memory left for unread responses; read the responses, or ask for smaller ones";

void add_retry_after(Response& response) { response.add_header("Retry-After", "1"); }

}  // namespace

void refuse_unread(Service& service, const Request& request, Response& response, const OwnRefusal& refusal) {
  set_error(response, refusal.status, refusal.detail);
  response.outcome.reason = refusal.reason;
  try {
    service.refuse_unread(request, response);
  } catch (const std::exception&) {
    set_error(response, refusal.status, refusal.detail);  // out of memory: the response is sent as it was
  }
  if (refusal.status == 503) add_retry_after(response);
}

Session::Session(SessionContext& context, std::string peer, Peers::Place place)
    : context_(context), reader_(context.options), peer_(std::move(peer)), place_(std::move(place)) {
  if (context.defers) stop_ = std::stop_source();
}

Session::~Session() {
  std::unique_ptr<BodySource> rest = std::move(source_);
  if (deferred_ && deferred_->response.source) rest = std::move(deferred_->response.source);
  if (!rest) return;
  const Reason reason = cut_short_by_;
  try {
    if (reason != Reason::none) rest->cut_short(reason);
  } catch (const std::bad_alloc&) {
    // Then the log does not say why.
  }
  if (context_.discard && rest->memory() > kQuicklyDestroyed) context_.discard(std::move(rest), std::move(place_));
}

std::span<char> Session::prepare() {
  const std::span<char> space = reader_.prepare();
  if (hold()) return space;
  return {};
}

void Session::begin_turn() {
  turn_end_ = std::chrono::steady_clock::now() + (context_.is_crowded ? kCrowdedTurn : kTurn);
  has_answered_ = false;
}

bool Session::process() {
  turn_is_over_ = false;
  if (source_ && out_.size() == 0 && apart().empty()) {
    wants_piece_ = context_.defers;
    if (!wants_piece_) continue_stream();
  }
  if (over_ || source_ || waiting()) return out_.size() > 0;
  context_.date.refresh(Clock().now());
  // Sending takes time, too. Each turn has at least one response.
  turn_is_over_ = has_answered_ && std::chrono::steady_clock::now() >= turn_end_;
  while (!over_ && !source_ && !waiting() && out_.size() < kMaxPending && apart().empty()) {
    if (turn_is_over_) return out_.size() > 0;
    switch (reader_.next()) {
      case RequestReader::Status::need_more:
        if (reader_.take_expect_continue()) out_.append("HTTP/1.1 100 Continue\r\n\r\n");
        return out_.size() > 0;
      case RequestReader::Status::failed:
        abandon({reader_.failure().status, reader_.failure().detail});
        break;
      case RequestReader::Status::complete:
        answer();
        turn_is_over_ = context_.budget.last() >= turn_end_;
        break;
    }
  }
  return out_.size() > 0;
}

void Session::written() {
  out_.clear();
  shared_ = "";
  if (out_.capacity() > kKeptOutput) out_ = Output(512);
  if (large_.size() > 0) {
    large_.clear();
    if (large_.capacity() <= kKeptBody) std::swap(large_, context_.response.body);  // for the next response
    large_ = Output(0);
  }
  hold();
}

bool Session::hold(std::size_t more) {
  const std::size_t of_stream = source_ ? source_->memory() + out_.capacity() : 0;
  return place_.hold(large_.capacity() + of_stream + more, reader_.held());
}

bool Session::hold_output() { return hold(source_ ? 0 : out_.capacity()); }

// Replaces the response by 503 if there is no memory to keep it until its client has read it, which may be never.
// Called by the thread that made the response: what took long to make takes long to destroy, and would not be counted
// while it waited for that.
void Session::refuse_unless_kept(const Request& request, Response& response) {
  const bool head_only = request.method == "HEAD";
  const std::size_t body = is_kept_apart(response, head_only) ? response.body.capacity() : 0;
  const std::size_t source = response.source && !head_only ? response.source->memory() : 0;
  if (body + source == 0 || hold(body + source)) return;
  if (response.source) response.source->cut_short(Reason::memory_full);
  response.body = Output();  // clearing it would keep its memory
  refuse_unread(context_.service, request, response, {503, kNoMemoryForResponse, Reason::memory_full});
}

void Session::answer() {
  ++requests_;
  has_answered_ = true;
  Request request = reader_.request();
  request.peer = peer_;
  if (auto task = begin(request)) {
    deferred_ = std::make_unique<Deferred>(Deferred{request, std::move(task)});
  } else {
    refuse_unless_kept(request, context_.response);
    conclude(request, context_.response);
  }
  // Otherwise the memory of the refused response would be counted for the next client that uses it.
  if (context_.response.body.capacity() > kKeptBody) context_.response.body = Output();
}

// Answers the request, or returns a task if it takes too long for this thread.
std::unique_ptr<Task> Session::begin(Request& request) {
  std::unique_ptr<Task> task;
  context_.response.reset();
  if (!context_.defers) {
    guard(context_.response, [&] { context_.service.handle(request, context_.response); });
    return task;
  }
  Patience patience = context_.budget.begin(std::chrono::steady_clock::now());
  request.cancellation = {stop_.get_token(), context_.drain, &patience};
  request.stopped_by = &cut_short_by_;
  guard(context_.response, [&] { task = context_.service.begin(request, context_.response); });
  request.cancellation.patience = nullptr;
  context_.budget.end(std::chrono::steady_clock::now());
  return task;
}

std::string_view Session::client() const { return deferred_ ? deferred_->task->client() : source_->client(); }

bool Session::work(Patience& patience) {
  try {
    if (!deferred_) {
      const std::chrono::nanoseconds start = processor_time();
      continue_stream();
      piece_time_ = processor_time() - start;
      return true;
    }
    bool is_made = true;
    guard(deferred_->response, [&] { is_made = deferred_->task->run(deferred_->response, patience); });
    if (is_made) {
      refuse_unless_kept(deferred_->request, deferred_->response);
    } else {
      deferred_->response.body = Output();  // it waits again, and its memory would not be counted
    }
    return is_made;
  } catch (const std::bad_alloc&) {
    out_of_memory_ = true;
    return true;
  }
}

void Session::refuse() {
  Response& response = deferred_->response;
  set_error(response, 503,
            fmt::format("the queue for slow requests is full (limit: {}); try again", context_.options.work_room));
  response.outcome.reason = Reason::queue_full;
  add_retry_after(response);
  guard(response, [&] { deferred_->task->refuse(response); });
}

void Session::resume() {
  if (out_of_memory_) throw std::bad_alloc();
  wants_piece_ = false;
  const auto deferred = std::move(deferred_);
  if (!deferred) return;
  context_.date.refresh(Clock().now());
  conclude(deferred->request, deferred->response);
}

// The response as the connection's next bytes.
void Session::conclude(const Request& request, Response& response) {
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
  emit(response, request.method == "HEAD", connection);
}

template <class F>
void Session::guard(Response& response, F&& make) {
  try {
    make();
  } catch (const std::exception&) {
    set_error(response, 500, "internal error");
  }
}

void Session::emit(Response& response, bool head_only, ConnectionHeader connection) {
  append_head(response, context_.date.text(), connection, framing_, out_);
  if (head_only || response.status == 204 || response.status == 304) return;
  if (response.source) return begin_stream(response);
  if (response.shared_body.size() >= kLargeBody) {
    out_.append(response.body.view());
    shared_ = response.shared_body;
  } else if (is_kept_apart(response, head_only)) {
    std::swap(large_, response.body);
  } else {
    out_.append(response.body.view());
    out_.append(response.shared_body);
  }
}

void Session::begin_stream(Response& response) {
  source_ = std::move(response.source);
  piece_time_ = {};
  if (response.body.size() < kLargeBody) {
    const std::size_t start = out_.size();
    out_.append(response.body.view());
    return append_piece(start);
  }
  if (framing_ == Framing::chunked) out_.append(ChunkHead(response.body.size()).text());
  chunk_is_open_ = framing_ == Framing::chunked;
  std::swap(large_, response.body);
}

// Makes pieces until one is not empty.
void Session::continue_stream() {
  if (std::exchange(chunk_is_open_, false)) out_.append("\r\n");
  const std::size_t start = out_.size();
  auto status = BodySource::Status::more;
  try {
    // With a pool, others may come first after a piece that is still empty.
    do {
      status = source_->next(out_);
    } while (status == BodySource::Status::more && out_.size() == start && !context_.defers);
  } catch (const std::bad_alloc&) {
    out_.truncate(start);
    return break_off(Reason::out_of_memory);
  } catch (const std::exception&) {
    out_.truncate(start);
    return break_off(Reason::internal_error);
  }
  append_piece(start);
  if (status == BodySource::Status::more) {
    if (!hold()) break_off(Reason::memory_full);
    return;
  }
  if (status == BodySource::Status::failed) return break_off(cut_short_by_);
  source_.reset();
  if (framing_ == Framing::chunked) out_.append("0\r\n\r\n");
}

// Ends the stream without a last chunk, so that the client sees that it is incomplete. Without a reason, the source's
// reason counts.
void Session::break_off(Reason reason) {
  if (reason != Reason::none) source_->cut_short(reason);
  source_.reset();
  over_ = true;
  broken_ = framing_ == Framing::close;
}

// Makes a chunk of the output from `start` on.
void Session::append_piece(std::size_t start) {
  const std::size_t size = out_.size() - start;
  if (framing_ != Framing::chunked || size == 0) return;
  const ChunkHead head(size);
  std::memcpy(out_.insert(start, head.text().size()), head.text().data(), head.text().size());
  out_.append("\r\n");
}

void Session::abandon(const OwnRefusal& refusal) {
  over_ = true;
  failed_ = true;
  framing_ = Framing::length;
  Request request = reader_.unfinished();
  request.peer = peer_;
  refuse_unread(context_.service, request, context_.response, refusal);
  emit(context_.response, request.method == "HEAD", ConnectionHeader::close);
  reader_.release();
  hold();
}

}  // namespace phoney::http
