// This file checks what Beast's parser leaves to its caller: the total size of the headers, the Host header, and above
// all messages whose length two servers could interpret differently (RFC 9112, sections 6.3 and 11.2), which are
// rejected.

#include "http/request_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstring>
#include <functional>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace phoney::http {
namespace {

namespace beast = boost::beast::http;
using ErrorRef = boost::beast::error_code&;

constexpr std::size_t kFirstCapacity = 4096;
constexpr std::size_t kKeptCapacity = 64 << 10;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

// Whether a text is a host with an optional port (RFC 3986, 3.2.2 and 3.2.3). It may be empty (RFC 9112, 3.2).
bool is_host(std::string_view text) {
  constexpr std::string_view kOthers = "-._~!$&'()*+,;=%[]:";
  const auto is_good = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
  };
  const std::size_t colon = text.rfind(':');
  const bool has_port = colon != std::string_view::npos && text.find(']', colon) == std::string_view::npos;
  const std::string_view port = has_port ? text.substr(colon + 1) : std::string_view();
  return std::ranges::all_of(text, is_good) && port.find_first_not_of("0123456789") == std::string_view::npos;
}

// Whether chunked is the last of the codings (RFC 9112, 6.1).
bool ends_in_chunked(std::string_view codings) {
  constexpr std::string_view kChunked = "chunked";
  while (codings.ends_with(' ') || codings.ends_with('\t')) codings.remove_suffix(1);
  if (codings.size() < kChunked.size()) return false;
  const std::size_t start = codings.size() - kChunked.size();
  const bool is_whole = start == 0 || std::string_view(", \t").find(codings[start - 1]) != std::string_view::npos;
  return is_whole && equals_ignoring_case(codings.substr(start), kChunked);
}

// A growing array of bytes: [start, parsed) is the current request's, [parsed, end) awaits the parser.
struct Buffer {
  std::unique_ptr<char[]> memory;
  std::size_t capacity = 0;
  std::size_t start = 0;
  std::size_t parsed = 0;
  std::size_t end = 0;

  char* at(std::size_t position) { return memory.get() + position; }
  // Compared by function objects, since operators order only pointers into one object.
  bool holds(const char* place) {
    return std::less_equal<>()(memory.get(), place) && std::less_equal<>()(place, memory.get() + end);
  }
  std::size_t unparsed() const { return end - parsed; }
};

// The parts of the request being parsed.
struct Parts {
  std::string_view target;
  std::vector<Header> headers;
  std::size_t body = 0;      // where in the buffer the body begins
  std::size_t body_end = 0;  // and ends so far
  bool header_done = false;
  bool chunked = false;
  bool expect_continue = false;
  bool finished = false;
  int hosts = 0;
  RequestReader::Failure failure;
};

class Parser final : public beast::basic_parser<true> {
 public:
  Parser(const ServerOptions& options, Buffer& buffer, Parts& parts, Request& request)
      : options_(options), buffer_(buffer), parts_(parts), request_(request) {
    eager(true);
    header_limit(static_cast<std::uint32_t>(options.max_header_bytes));
    body_limit(options.max_body_bytes);
  }
  bool http11() const { return http11_; }

 private:
  void fail(int status, std::string detail, ErrorRef error) {
    parts_.failure = {status, std::move(detail)};
    error = beast::error::bad_value;
  }

  void on_request_impl(beast::verb, boost::beast::string_view method, boost::beast::string_view target, int version,
                       ErrorRef) override {
    request_.method = view(method);
    parts_.target = view(target);
    http11_ = version >= 11;
  }

  void on_response_impl(int, boost::beast::string_view, int, ErrorRef) override {}

  void on_field_impl(beast::field field, boost::beast::string_view name, boost::beast::string_view value,
                     ErrorRef error) override {
    if (is_folded(name, value)) return fail(400, "a header value spans several lines", error);
    if (parts_.header_done) return;  // a trailer
    const char* end = value.data() + value.size();
    if (static_cast<std::size_t>(end - buffer_.at(buffer_.start)) > options_.max_header_bytes) {
      error = beast::error::header_limit;
      return;
    }
    if (parts_.headers.size() >= options_.max_headers) {
      return fail(431, fmt::format("there are more than {} headers", options_.max_headers), error);
    }
    switch (field) {
      case beast::field::host:
        ++parts_.hosts;
        if (!is_host(view(value))) return fail(400, "the Host header is malformed", error);
        break;
      case beast::field::transfer_encoding:
        // Beast treats a body with another encoding as no body.
        if (!http11_) return fail(400, "Transfer-Encoding is not part of HTTP/1.0", error);
        if (!ends_in_chunked(view(value))) {
          return fail(400, "Transfer-Encoding must end in chunked", error);
        }
        if (!equals_ignoring_case(view(value), "chunked")) {
          return fail(501, "the only supported Transfer-Encoding is chunked", error);
        }
        break;
      case beast::field::expect:
        if (!equals_ignoring_case(view(value), "100-continue")) {
          return fail(417, "the only supported value of Expect is 100-continue", error);
        }
        parts_.expect_continue = http11_;
        break;
      default:
        break;
    }
    parts_.headers.push_back({view(name), view(value)});
  }

  void on_header_impl(ErrorRef error) override {
    parts_.header_done = true;
    parts_.chunked = chunked();
    if (parts_.hosts > 1 || (http11_ && parts_.hosts == 0)) {
      fail(400, "a request needs one Host header", error);
    }
  }

  void on_body_init_impl(boost::optional<std::uint64_t> const&, ErrorRef) override {}

  std::size_t on_body_impl(boost::beast::string_view piece, ErrorRef) override { return take_body(piece); }

  void on_chunk_header_impl(std::uint64_t, boost::beast::string_view, ErrorRef) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, boost::beast::string_view piece, ErrorRef) override {
    return take_body(piece);
  }

  void on_finish_impl(ErrorRef) override { parts_.finished = true; }

  // Whether the value has several lines. Beast joins them in its own buffer, unless all but the last are empty: then
  // the value is in that line.
  bool is_folded(boost::beast::string_view name, boost::beast::string_view value) {
    if (!buffer_.holds(value.data())) return true;
    const char* const behind_name = name.data() + name.size();
    return std::find(behind_name, value.data(), '\n') != value.data();
  }

  // Moves the piece to the end of the body; without chunks, it is already there.
  std::size_t take_body(boost::beast::string_view piece) {
    if (parts_.body == 0) {
      parts_.body = static_cast<std::size_t>(piece.data() - buffer_.at(0));
      parts_.body_end = parts_.body;
    }
    char* target = buffer_.at(parts_.body_end);
    if (target != piece.data()) std::memmove(target, piece.data(), piece.size());
    parts_.body_end += piece.size();
    return piece.size();
  }

  const ServerOptions& options_;
  Buffer& buffer_;
  Parts& parts_;
  Request& request_;
  bool http11_ = false;
};

}  // namespace

struct RequestReader::Impl {
  explicit Impl(const ServerOptions& o) : options(o) {}

  void forget();
  Status parse();
  Status fail(boost::beast::error_code error);
  bool fails_at_bare_line_feed();
  void finish();
  void split_target();
  void close_gap();
  void relocate(char* memory, std::size_t capacity);
  void rebase(std::string_view& text, const char* from, const char* to) const {
    if (!text.empty()) text = {to + (text.data() - from), text.size()};
  }

  const ServerOptions& options;
  Buffer buffer;
  Parts parts;
  Request request;
  std::optional<Parser> parser;
};

RequestReader::RequestReader(const ServerOptions& options) : impl_(std::make_unique<Impl>(options)) {}
RequestReader::~RequestReader() = default;

const Request& RequestReader::request() const { return impl_->request; }
const RequestReader::Failure& RequestReader::failure() const { return impl_->parts.failure; }

Request RequestReader::unfinished() {
  impl_->request.headers = impl_->parts.headers;
  impl_->split_target();
  return impl_->request;
}

bool RequestReader::keep_alive() const { return impl_->parser->keep_alive(); }
bool RequestReader::http10() const { return !impl_->parser->http11(); }

RequestReader::Phase RequestReader::phase() const {
  if (!impl_->parser) return Phase::idle;
  return impl_->parts.header_done ? Phase::body : Phase::header;
}

bool RequestReader::take_expect_continue() {
  // A client that has sent part of the body is not waiting.
  const bool waiting = impl_->parts.header_done && impl_->parts.expect_continue && impl_->parts.body == 0 &&
                       impl_->buffer.unparsed() == 0;
  if (impl_->parts.header_done) impl_->parts.expect_continue = false;
  return waiting;
}

std::span<char> RequestReader::prepare() {
  Buffer& buffer = impl_->buffer;
  if (buffer.start == buffer.end) {
    buffer.start = buffer.parsed = buffer.end = 0;
    if (buffer.capacity > kKeptCapacity) buffer = Buffer{};
  }
  if (buffer.capacity - buffer.end < kReceiveBytes) {
    const std::size_t used = buffer.end - buffer.start;
    std::size_t capacity = std::max(buffer.capacity, kFirstCapacity);
    if (capacity - used < kReceiveBytes || used > capacity / 2) capacity *= 2;
    if (capacity == buffer.capacity) {
      impl_->relocate(buffer.memory.get(), capacity);
    } else {
      auto memory = std::make_unique_for_overwrite<char[]>(capacity);
      impl_->relocate(memory.get(), capacity);
      buffer.memory = std::move(memory);
    }
  }
  return {buffer.at(buffer.end), buffer.capacity - buffer.end};
}

std::size_t RequestReader::held() const { return std::max(impl_->buffer.capacity, kFirstCapacity) - kFirstCapacity; }

void RequestReader::release() {
  impl_->forget();
  impl_->buffer = Buffer{};
}

void RequestReader::commit(std::size_t size) { impl_->buffer.end += size; }

// Moves the unfinished request to the beginning of `memory`, and adjusts the views into it.
void RequestReader::Impl::relocate(char* memory, std::size_t capacity) {
  const char* from = buffer.at(buffer.start);
  if (buffer.end > buffer.start) std::memmove(memory, from, buffer.end - buffer.start);
  rebase(request.method, from, memory);
  rebase(parts.target, from, memory);
  for (Header& header : parts.headers) {
    rebase(header.name, from, memory);
    rebase(header.value, from, memory);
  }
  if (parts.body != 0) {
    parts.body -= buffer.start;
    parts.body_end -= buffer.start;
  }
  buffer.parsed -= buffer.start;
  buffer.end -= buffer.start;
  buffer.start = 0;
  buffer.capacity = capacity;
}

// Clears the last request, but keeps its memory.
void RequestReader::Impl::forget() {
  parser.reset();
  request = Request{};
  std::vector<Header> headers = std::move(parts.headers);
  headers.clear();
  parts = Parts{};
  parts.headers = std::move(headers);
}

RequestReader::Status RequestReader::next() {
  Impl& self = *impl_;
  Buffer& buffer = self.buffer;
  if (self.parts.finished) {
    buffer.start = buffer.parsed;
    self.forget();
  }
  if (!self.parser) {
    // Empty lines before a request are ignored (RFC 9112, 2.2).
    while (buffer.parsed < buffer.end && (*buffer.at(buffer.parsed) == '\r' || *buffer.at(buffer.parsed) == '\n')) {
      ++buffer.parsed;
    }
    buffer.start = buffer.parsed;
    if (buffer.unparsed() == 0) return Status::need_more;
    self.parser.emplace(self.options, buffer, self.parts, self.request);
  }
  return self.parse();
}

RequestReader::Status RequestReader::Impl::parse() {
  // Beast 1.81 asserts on fewer than five bytes of a last chunk ("0\r\n\r\n"). No chunked body ends sooner, so wait for
  // them.
  const std::size_t minimum = parts.chunked ? 5 : 1;
  if (buffer.unparsed() < minimum) return Status::need_more;
  boost::beast::error_code error;
  buffer.parsed += parser->put({buffer.at(buffer.parsed), buffer.unparsed()}, error);
  if (error && error != beast::error::need_more) return fail(error);
  if (parts.finished) {
    finish();
    return Status::complete;
  }
  if (!parts.header_done && buffer.end - buffer.start > options.max_header_bytes) {
    return fail(beast::error::header_limit);
  }
  if (parts.chunked) {
    close_gap();
    // The rest is the line with a chunk's size, or trailers.
    if (buffer.unparsed() > options.max_header_bytes) return fail(beast::error::bad_chunk);
  }
  return Status::need_more;
}

RequestReader::Status RequestReader::Impl::fail(boost::beast::error_code error) {
  if (parts.failure.status != 0) return Status::failed;
  if (error == beast::error::header_limit) {
    // Beast may not have parsed a request line that arrived in pieces.
    const std::string_view received(buffer.at(buffer.start),
                                    std::min(buffer.end - buffer.start, options.max_header_bytes));
    const bool in_request_line = parts.target.empty() && received.find('\n') == std::string_view::npos;
    parts.failure =
        in_request_line
            ? Failure{414, fmt::format("the request line is longer than {} bytes", options.max_header_bytes)}
            : Failure{431, fmt::format("the request line and the headers are larger than {} bytes",
                                       options.max_header_bytes)};
  } else if (error == beast::error::body_limit) {
    parts.failure = {413, fmt::format("the body is larger than {} bytes (MAX_BODY_BYTES)", options.max_body_bytes)};
  } else if (fails_at_bare_line_feed()) {
    parts.failure = {400, "lines must end with a carriage return and a line feed, not with a line feed alone"};
  } else if (error == beast::error::bad_version) {
    parts.failure = {400, "the HTTP version is not 1.0 or 1.1"};
  } else if (error == beast::error::bad_chunk || error == beast::error::bad_chunk_extension) {
    parts.failure = {400, "the chunked body is malformed"};
  } else {
    parts.failure = {400, "the request is malformed"};
  }
  return Status::failed;
}

// Whether a line of the request line and the headers ends in a line feed alone, and nothing before that is malformed:
// what a client is told must not depend on how much of the request had arrived.
bool RequestReader::Impl::fails_at_bare_line_feed() {
  const std::string_view head(buffer.at(buffer.start), std::min(buffer.end - buffer.start, options.max_header_bytes));
  for (std::size_t i = head.find('\n'); i != std::string_view::npos; i = head.find('\n', i + 1)) {
    if (i > 0 && head[i - 1] == '\r') {
      if (head.substr(0, i + 1).ends_with("\r\n\r\n")) return false;
      continue;
    }
    Parts parts_before;
    Request request_before;
    boost::beast::error_code error;
    Parser(options, buffer, parts_before, request_before).put({head.data(), i}, error);
    return error == beast::error::need_more;
  }
  return false;
}

// Frees the bytes between the body so far and what is not parsed yet, so that a body of tiny chunks needs no more
// memory than its own size.
void RequestReader::Impl::close_gap() {
  if (parts.body == 0 || parts.body_end == buffer.parsed) return;
  std::memmove(buffer.at(parts.body_end), buffer.at(buffer.parsed), buffer.unparsed());
  buffer.end = parts.body_end + buffer.unparsed();
  buffer.parsed = parts.body_end;
}

void RequestReader::Impl::finish() {
  request.headers = parts.headers;
  if (parts.body != 0) request.body = {buffer.at(parts.body), parts.body_end - parts.body};
  split_target();
}

// "/path?query", and "http://host/path?query" as proxies write it (RFC 9112, 3.2).
void RequestReader::Impl::split_target() {
  std::string_view target = parts.target;
  if (const std::size_t scheme = target.find("://"); !target.starts_with('/') && scheme != std::string_view::npos) {
    target.remove_prefix(scheme + 3);
    const std::size_t path = std::min(target.find_first_of("/?"), target.size());
    target.remove_prefix(path);
    if (!target.starts_with('/')) {
      request.path = "/";
      request.query = target.substr(std::min<std::size_t>(1, target.size()));
      return;
    }
  }
  const std::size_t mark = std::min(target.find('?'), target.size());
  request.path = target.substr(0, mark);
  request.query = target.substr(std::min(mark + 1, target.size()));
}

}  // namespace phoney::http
