#include "cli/batch.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <variant>

#include "base/text_encoding.h"
#include "service/fake.h"
#include "service/template_request.h"
#include "templates/source.h"

namespace phoney::cli {
namespace {

constexpr std::size_t kFlushBytes = 64 * 1024;
constexpr std::size_t kReadBytes = 64 * 1024;

// A line of the input.
struct Line {
  std::string_view text;
  std::uint64_t number;  // from 1; blank lines count
};

void respond_with_values(const Engine& engine, const Value& value, std::uint64_t line, Output& out) {
  const auto request = service::read_fake_request(value);
  if (!request) return service::append_error(out, request.error(), line);
  std::uint64_t made = 0;
  if (const auto appended = service::append_fake_response(engine, *request, out, made); !appended)
    service::append_error(out, appended.error(), line);
}

// The error of a template is the one of POST /template, in `error`, with the line.
void respond_with_records(const Engine& engine, const Value& value, std::uint64_t line, Output& out) {
  const auto result = service::append_template_response(engine, value, {}, out);
  if (const auto* problems = std::get_if<service::Problems>(&result)) {
    service::append_error(out, problems->front().to_error(), line);
  } else if (const auto* failure = std::get_if<service::TemplateFailure>(&result)) {
    out.append(R"({"error":{)");
    service::append_failure_members(out, *failure);
    out.append(R"(,"line":)");
    out.append_integer(static_cast<std::int64_t>(line));
    out.append("}}");
  }
}

void respond(const Engine& engine, const Line& line, Output& out) {
  const auto value = templates::read_source(line.text);
  if (!value) {
    service::append_error(out, value.error(), line.number);
  } else if (value->find("template") != nullptr) {
    respond_with_records(engine, *value, line.number, out);
  } else {
    respond_with_values(engine, *value, line.number, out);
  }
}

// Whether a line has no request: only blanks, a byte order mark, or the second half of UTF-16's last line feed.
bool is_blank(std::string_view line) {
  constexpr std::string_view kBlank("\0 \t\r", 4);
  const auto text = utf8_text(line);
  return text && text->find_first_not_of(kBlank) == std::string_view::npos;
}

// Only a request whose response does not fit into memory fails; the responses before and after it are written.
void respond_within_memory(const Engine& engine, const Line& line, Output& out) {
  const std::size_t start = out.size();
  try {
    respond(engine, line, out);
  } catch (const std::bad_alloc&) {
    out.truncate(start);
    service::append_error(
        out, make_error(ErrorCode::capacity_exceeded, "the response does not fit into memory; request less"),
        line.number);
  }
}

// The lines of a file, which is read in large pieces.
class Lines {
 public:
  explicit Lines(int file) : file_(file) {}

  // The next complete line, without its line feed; at the end of the file, the rest.
  std::optional<std::string_view> take() {
    const std::size_t end = text_.find('\n', searched_);
    if (end == std::string::npos && !(at_end_ && taken_ < text_.size())) {
      searched_ = text_.size();
      return std::nullopt;
    }
    const std::size_t start = taken_;
    taken_ = searched_ = end == std::string::npos ? text_.size() : end + 1;
    return std::string_view(text_).substr(start, end == std::string::npos ? end : end - start);
  }
  // Waits for more of the file. Returns false at its end (errno is 0) and if reading fails (errno says why).
  bool read() {
    text_.erase(0, taken_);
    searched_ -= taken_;
    taken_ = 0;
    const std::size_t size = text_.size();
    text_.resize(size + kReadBytes);
    ssize_t got = 0;
    do {
      got = ::read(file_, text_.data() + size, kReadBytes);
    } while (got < 0 && errno == EINTR);
    const int error = got < 0 ? errno : 0;
    text_.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    at_end_ = got <= 0;
    errno = error;
    return !at_end_;
  }
  bool at_end() const { return at_end_; }

 private:
  int file_;
  std::string text_;
  std::size_t taken_ = 0;     // of text_, by `take`
  std::size_t searched_ = 0;  // of text_, for the end of a line
  bool at_end_ = false;
};

Error io_error(const char* what) {
  return make_error(ErrorCode::io_error, std::string(what) + ": " + std::strerror(errno));
}

Result<void> flush(Output& out, std::FILE* output) {
  const bool good = std::fwrite(out.data(), 1, out.size(), output) == out.size() && std::fflush(output) == 0;
  out.clear();
  if (good) return {};
  return io_error("cannot write");
}

}  // namespace

Result<void> run_batch(const Engine& engine, int input, std::FILE* output) {
  Output out(2 * kFlushBytes);
  Lines lines(input);
  std::uint64_t number = 0;
  for (;;) {
    while (const auto line = lines.take()) {
      ++number;
      if (is_blank(*line)) continue;
      respond_within_memory(engine, {*line, number}, out);
      out.append('\n');
      if (out.size() < kFlushBytes) continue;
      if (auto flushed = flush(out, output); !flushed) return flushed;
    }
    // Before waiting: a client may send the next request only after this response.
    if (auto flushed = flush(out, output); !flushed) return flushed;
    if (lines.at_end()) return {};
    if (!lines.read() && errno != 0) return io_error("cannot read the requests");
  }
}

}  // namespace phoney::cli
