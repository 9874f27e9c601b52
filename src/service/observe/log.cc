#include "service/observe/log.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>

#include <fmt/format.h>

namespace phoney::service {
namespace {

constexpr std::chrono::milliseconds kInterval{200};
constexpr std::size_t kHurryBytes = 64 << 10;
constexpr std::size_t kMaxBytes = 1 << 20;  // of one buffer
constexpr int kPatienceMs = 250;
constexpr std::chrono::milliseconds kLastPatience{500};  // for all lines that are left at the end
constexpr std::size_t kPiece = 4096;  // a pipe that is writable takes this much without blocking (PIPE_BUF)

// Threads are dealt out to the buffers in turn.
std::size_t buffer_of_this_thread(std::size_t count) {
  static std::atomic<std::size_t> next{0};
  thread_local const std::size_t mine = next++;
  return mine % count;
}

}  // namespace

void write_to_standard_error(std::string_view lines) {
  while (!lines.empty()) {
    pollfd descriptor{STDERR_FILENO, POLLOUT, 0};
    const int ready = ::poll(&descriptor, 1, kPatienceMs);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return;
    const ssize_t written = ::write(STDERR_FILENO, lines.data(), std::min(lines.size(), kPiece));
    if (written < 0 && errno != EINTR && errno != EAGAIN) return;
    if (written > 0) lines.remove_prefix(static_cast<std::size_t>(written));
  }
}

Log::Log(LogLevel least, LogSink sink, LogStyle style) : least_(least), sink_(std::move(sink)), style_(style) {
  if (wants(LogLevel::error)) thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Log::~Log() {
  if (!thread_.joinable()) return;
  deadline_ = std::chrono::steady_clock::now() + kLastPatience;
  thread_.request_stop();
  thread_.join();
  flush();
}

void Log::write(std::string_view line) {
  Buffer& buffer = buffers_[buffer_of_this_thread(buffers_.size())];
  bool hurry = false;
  {
    const std::scoped_lock lock(buffer.mutex);
    if (buffer.lines.size() + line.size() > kMaxBytes) {
      ++buffer.dropped;
      return;
    }
    const std::size_t before = buffer.lines.size();
    buffer.lines += line;
    hurry = before < kHurryBytes && buffer.lines.size() >= kHurryBytes;
  }
  if (!hurry) return;
  {
    const std::scoped_lock lock(wake_mutex_);
    hurry_ = true;
  }
  wake_.notify_one();
}

void Log::flush() {
  if (!sink_) return;
  const std::scoped_lock lock(mutex_);
  for (Buffer& buffer : buffers_) {
    std::string lines;
    std::uint64_t dropped = 0;
    {
      const std::scoped_lock buffer_lock(buffer.mutex);
      lines.swap(buffer.lines);
      std::swap(dropped, buffer.dropped);
    }
    if (dropped != 0) {
      lines += style_ == LogStyle::json
                   ? fmt::format("{{\"level\":\"warning\",\"message\":\"log lines dropped\",\"count\":{}}}\n", dropped)
                   : fmt::format("phoney: warning: {} log lines dropped\n", dropped);
    }
    pass(lines);
  }
}

// In pieces, so that a reader that takes a little now and then cannot keep phoney from ending.
void Log::pass(std::string_view lines) {
  while (!lines.empty() && std::chrono::steady_clock::now() < deadline_.load()) {
    const std::size_t last = lines.substr(0, kPiece).rfind('\n');
    const std::size_t end = last == std::string_view::npos ? lines.find('\n') : last;
    const std::string_view piece = lines.substr(0, end == std::string_view::npos ? end : end + 1);
    sink_(piece);
    lines.remove_prefix(piece.size());
  }
}

void Log::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(wake_mutex_);
      wake_.wait_for(lock, stop, kInterval, [this] { return hurry_; });
      hurry_ = false;
    }
    flush();
  }
}

}  // namespace phoney::service
