#include "cli/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include <fmt/format.h>

#include "cli/standard_streams.h"

namespace phoney::cli {
namespace {

constexpr auto kDelay = std::chrono::milliseconds(200);
constexpr auto kInterval = std::chrono::milliseconds(100);
constexpr std::string_view kClearLine = "\r\x1b[K";

std::size_t terminal_width() {
  struct winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

// 75 seconds as 1:15.
std::string clock_time(double seconds) {
  constexpr double kMost = 359'999;  // 99:59:59
  const auto whole = static_cast<std::uint64_t>(std::min(seconds, kMost));
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::uint64_t rate(std::uint64_t done, double seconds) {
  return seconds > 0 ? static_cast<std::uint64_t>(static_cast<double>(done) / seconds) : 0;
}

std::string bar(double share, std::size_t width) {
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(width));
  return '[' + std::string(filled, '=') + std::string(width - filled, ' ') + "] ";
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

Progress::Progress(std::uint64_t total, bool shown)
    : total_(total), shown_(shown), start_(Timer::now()), next_(start_ + kDelay) {}

void Progress::update(std::uint64_t done) {
  if (!shown_ || Timer::now() < next_) return;
  next_ = Timer::now() + kInterval;
  const double share = static_cast<double>(done) / static_cast<double>(total_);
  const double passed = seconds();
  std::string text = fmt::format("{:3}%  {} of {} records  {} records/s", static_cast<int>(share * 100), grouped(done),
                                 grouped(total_), grouped(rate(done, passed)));
  if (share > 0) text += fmt::format("  {} left", clock_time(passed / share - passed));
  const std::size_t width = terminal_width() - 1;  // a full line would wrap
  constexpr std::size_t kLeastBar = 10;
  if (text.size() + kLeastBar + 3 <= width)
    text.insert(0, bar(share, std::min<std::size_t>(30, width - text.size() - 3)));
  say(std::string(kClearLine) + text.substr(0, width));
  drawn_ = true;
}

void Progress::finish(std::uint64_t done) {
  if (!drawn_) return;
  const double passed = seconds();
  clear();
  say(fmt::format("{} records in {:.1f} s ({} records/s)\n", grouped(done), passed, grouped(rate(done, passed))));
}

void Progress::clear() {
  if (drawn_) say(kClearLine);
  drawn_ = false;
}

}  // namespace phoney::cli
