// The access log as text for people.

#include <ctime>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/terminal_text.h"
#include "service/observe/access_log.h"

namespace phoney::service {
namespace {

constexpr std::size_t kMostMethod = 32;
constexpr std::size_t kMostPath = 512;

// 12:34:56 in the zone of the machine.
std::string time_of_day(Clock::Instant time) {
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  std::tm local{};
  ::localtime_r(&seconds, &local);
  return fmt::format("{:02}:{:02}:{:02}", local.tm_hour, local.tm_min, local.tm_sec);
}

// Spells the second anew only when it has changed, as localtime_r takes a lock.
std::string_view cached_time_of_day(Clock::Instant time) {
  thread_local std::chrono::sys_seconds spelled = std::chrono::sys_seconds::min();
  thread_local std::string text;
  const auto second = std::chrono::floor<std::chrono::seconds>(time);
  if (second != spelled) {
    text = time_of_day(time);
    spelled = second;
  }
  return text;
}

// Without the control characters with which a client could change a terminal or forge a line.
std::string visible(std::string_view text, std::size_t most) {
  std::string result;
  for (const char c : text.substr(0, most)) {
    if (c > ' ' && c <= '~') {
      result += c;
    } else {
      fmt::format_to(std::back_inserter(result), "\\x{:02X}", static_cast<unsigned char>(c));
    }
  }
  return result;
}

Paint paint_of(int status) {
  if (status >= 500) return Paint::error;
  if (status >= 400) return Paint::warning;
  if (status >= 300) return Paint::notice;
  return Paint::good;
}

}  // namespace

void append_access_text(const AccessLine& line, bool coloured, Output& out) {
  const auto milliseconds = std::chrono::duration<double, std::milli>(line.duration).count();
  const auto fraction =
      (line.time - std::chrono::floor<std::chrono::seconds>(line.time)) / std::chrono::milliseconds(1);
  const std::string time = fmt::format("{}.{:03}", cached_time_of_day(line.time), fraction);
  const std::string method = visible(line.method, kMostMethod);
  std::string text =
      fmt::format("{}  {}  {:9.3f} ms  {:<7}  {}", painted(time, Paint::faint, coloured),
                  painted(fmt::format("{:3}", line.status), paint_of(line.status), coloured), milliseconds,
                  method.empty() ? "-" : method, line.path.empty() ? "-" : visible(line.path, kMostPath));
  std::string why(line.complete ? "" : "incomplete");
  if (line.reason != Reason::none) (why += why.empty() ? "" : ": ") += to_string(line.reason);
  if (!why.empty()) text += painted(fmt::format("  ({})", why), paint_of(line.complete ? line.status : 500), coloured);
  text += '\n';
  out.append(text);
}

}  // namespace phoney::service
