#include "base/instant.h"

#include <charconv>

#include <fmt/format.h>

#include "base/near.h"

namespace phoney {
namespace {

using namespace std::chrono;

// Takes exactly `digits` digits off the front of `text`.
bool take(std::string_view& text, std::size_t digits, int& value) {
  if (text.size() < digits) return false;
  const auto parsed = std::from_chars(text.data(), text.data() + digits, value);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + digits || text[0] == '-') return false;
  text.remove_prefix(digits);
  return true;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

bool take_date(std::string_view& text, sys_days& day) {
  int y = 0, m = 0, d = 0;
  if (!take(text, 4, y) || !take(text, '-') || !take(text, 2, m) || !take(text, '-') || !take(text, 2, d)) return false;
  const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, std::chrono::day{static_cast<unsigned>(d)}};
  if (!date.ok() || y < 1) return false;
  day = sys_days{date};
  return true;
}

bool take_time(std::string_view& text, microseconds& time) {
  int h = 0, m = 0, s = 0;
  if (!take(text, 2, h) || !take(text, ':') || !take(text, 2, m)) return false;
  if (take(text, ':') && !take(text, 2, s)) return false;
  if (h > 23 || m > 59 || s > 59) return false;
  time = hours{h} + minutes{m} + seconds{s};
  if (!take(text, '.')) return true;
  std::int64_t unit = 100000;
  if (text.empty() || text[0] < '0' || text[0] > '9') return false;
  for (; unit > 0 && !text.empty() && text[0] >= '0' && text[0] <= '9'; unit /= 10) {
    time += microseconds{unit * (text[0] - '0')};
    text.remove_prefix(1);
  }
  return true;
}

bool take_zone(std::string_view& text, minutes& offset) {
  if (text.empty() || take(text, 'Z')) return true;
  const bool west = text[0] == '-';
  int h = 0, m = 0;
  if (!west && text[0] != '+') return false;
  text.remove_prefix(1);
  if (!take(text, 2, h)) return false;
  take(text, ':');
  if (!take(text, 2, m) || h > 23 || m > 59) return false;
  offset = (hours{h} + minutes{m}) * (west ? -1 : 1);
  return true;
}

}  // namespace

Result<Clock::Instant> parse_instant(std::string_view source) {
  std::string_view text = source;
  sys_days day{};
  microseconds time{0};
  minutes offset{0};
  bool good = take_date(text, day);
  if (good && !text.empty()) {
    good = (take(text, 'T') || take(text, ' ')) && take_time(text, time) && take_zone(text, offset) && text.empty();
  }
  // Python's datetime, and so Faker, knows the years 1 to 9999; a zone can lead out of them.
  const Clock::Instant instant = Clock::Instant{day} + time - offset;
  if (!good || instant < sys_days{year{1} / 1 / 1} || instant >= sys_days{year{10000} / 1 / 1}) {
    return make_error(ErrorCode::invalid_argument,
                      fmt::format("takes a date or a date and time in ISO 8601, for example 2024-02-29 or "
                                  "2024-02-29T12:34:56Z, not \"{}\"",
                                  shortened(source, 60)));
  }
  return instant;
}

std::string format_instant(Clock::Instant instant) {
  const auto day = floor<days>(instant);
  const year_month_day date{day};
  const hh_mm_ss time{instant - day};
  std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                 time.hours().count(), time.minutes().count(), time.seconds().count());
  if (time.subseconds().count() != 0) text += fmt::format(".{:06}", time.subseconds().count());
  return text + 'Z';
}

}  // namespace phoney
