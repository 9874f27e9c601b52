#include "cli/batch.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <new>
#include <variant>

#include "base/json_reader.h"
#include "service/fake.h"
#include "service/template_request.h"

namespace phoney::cli {
namespace {

constexpr std::size_t kFlushBytes = 64 * 1024;

void answer_fake(const Engine& engine, const Value& line, Output& out) {
  const auto request = service::read_fake_request(line);
  if (!request) return service::append_error(out, request.error());
  std::uint64_t made = 0;
  if (const auto answered = service::answer_fake(engine, *request, out, made); !answered)
    service::append_error(out, answered.error());
}

// A failed template is told as POST /template tells it, in `error`.
void answer_template(const Engine& engine, const Value& line, Output& out) {
  const auto answer = service::answer_template(engine, line, {}, out);
  if (const auto* problems = std::get_if<service::Problems>(&answer)) {
    service::append_error(out, problems->front().to_error());
  } else if (const auto* failure = std::get_if<service::TemplateFailure>(&answer)) {
    out.append(R"({"error":)");
    service::append_failure(out, *failure);
    out.append('}');
  }
}

void answer_value(const Engine& engine, std::string_view line, Output& out) {
  const auto value = read_json(line);
  if (!value) {
    service::append_error(out, value.error());
  } else if (value->find("template") != nullptr) {
    answer_template(engine, *value, out);
  } else {
    answer_fake(engine, *value, out);
  }
}

// A request that asks for more than memory holds fails alone; the answers before and after it stay.
void answer(const Engine& engine, std::string_view line, Output& out) {
  const std::size_t start = out.size();
  try {
    answer_value(engine, line, out);
  } catch (const std::bad_alloc&) {
    out.truncate(start);
    service::append_error(
        out, make_error(ErrorCode::capacity_exceeded, "the answer does not fit into memory; ask for less"));
  }
}

// What getline reads into.
struct Line {
  ~Line() { std::free(memory); }
  char* memory = nullptr;
  std::size_t capacity = 0;
};

Error io_error(const char* what) {
  return make_error(ErrorCode::io_error, std::string(what) + ": " + std::strerror(errno));
}

Result<void> flush(Output& out, std::FILE* output) {
  const bool good = std::fwrite(out.data(), 1, out.size(), output) == out.size();
  out.clear();
  if (good) return {};
  return io_error("cannot write");
}

}  // namespace

Result<void> run_batch(const Engine& engine, std::FILE* input, std::FILE* output) {
  Output out(2 * kFlushBytes);
  Line read;
  for (;;) {
    const ssize_t size = ::getline(&read.memory, &read.capacity, input);
    if (size < 0) break;
    const std::string_view line(read.memory, static_cast<std::size_t>(size));
    if (line.find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
    answer(engine, line, out);
    out.append('\n');
    if (out.size() >= kFlushBytes) {
      if (auto flushed = flush(out, output); !flushed) return flushed;
    }
  }
  const bool is_at_end = std::ferror(input) == 0;
  Error unread = io_error("cannot read the requests");
  if (auto flushed = flush(out, output); !flushed) return flushed;
  if (std::fflush(output) != 0) return io_error("cannot write");
  if (!is_at_end) return unread;
  return {};
}

}  // namespace phoney::cli
