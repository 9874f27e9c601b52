#include "base/instant.h"

#include <charconv>

#include <fmt/format.h>

#include "base/near.h"

namespace phoney {
namespace {

using namespace std::chrono;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

// Digits beyond microseconds are cut, not rounded, as Python's datetime.fromisoformat does.
bool take_fraction(std::string_view& text, microseconds& time) {
  std::int64_t unit = 100000;
  if (text.empty() || !is_digit(text[0])) return false;
  for (; !text.empty() && is_digit(text[0]); unit /= 10) {
    time += microseconds{unit * (text[0] - '0')};
    text.remove_prefix(1);
  }
  return true;
}

bool take_time(std::string_view& text, microseconds& time) {
  int h = 0, m = 0, s = 0;
  if (!take(text, 2, h) || !take(text, ':') || !take(text, 2, m)) return false;
  if (take(text, ':') && !take(text, 2, s)) return false;
  if (h > 23 || m > 59 || s > 59) return false;
  time = hours{h} + minutes{m} + seconds{s};
  return (!take(text, '.') && !take(text, ',')) || take_fraction(text, time);
}

// "Z", "+01", "+01:00", " +0100" or "-00:01:15"; nothing is UTC.
bool take_zone(std::string_view& text, PlusSign plus, seconds& offset) {
  if (text.empty() || take(text, 'Z')) return true;
  const bool is_spaced = take(text, ' ');
  const bool west = take(text, '-');
  if (!west && !take(text, '+') && !(is_spaced && plus == PlusSign::may_be_space)) return false;
  int h = 0, m = 0, s = 0;
  if (!take(text, 2, h)) return false;
  const bool has_colons = take(text, ':');
  const bool has_minutes = has_colons || !text.empty();
  if (has_minutes && !take(text, 2, m)) return false;
  const bool has_seconds = has_minutes && (has_colons ? take(text, ':') : !text.empty());
  if (has_seconds && !take(text, 2, s)) return false;
  if (h > 23 || m > 59 || s > 59) return false;
  offset = (hours{h} + minutes{m} + seconds{s}) * (west ? -1 : 1);
  return true;
}

Error wrong_form(std::string_view source) {
  return make_error(ErrorCode::invalid_argument,
                    fmt::format("takes a date or a date and time in ISO 8601, for example 2024-02-29 or "
                                "2024-02-29T12:34:56Z, not \"{}\"",
                                shortened(source, 60)));
}

}  // namespace

Result<WrittenInstant> parse_written_instant(std::string_view source, PlusSign plus) {
  std::string_view text = source;
  WrittenInstant written{};
  microseconds time{0};
  seconds offset{0};
  if (!take_date(text, written.day)) return wrong_form(source);
  written.has_time = !text.empty();
  if (written.has_time) {
    const bool good =
        (take(text, 'T') || take(text, ' ')) && take_time(text, time) && take_zone(text, plus, offset) && text.empty();
    if (!good) return wrong_form(source);
  }
  written.utc = Clock::Instant{written.day} + time - offset;
  return written;
}

Result<Clock::Instant> parse_instant(std::string_view source, PlusSign plus) {
  const auto written = parse_written_instant(source, plus);
  if (!written) return written.error();
  // Python's datetime, and so Faker, knows the years 1 to 9999.
  const bool in_range = written->utc >= sys_days{year{1} / 1 / 1} && written->utc < sys_days{year{10000} / 1 / 1};
  if (!in_range) return wrong_form(source);
  return written->utc;
}

// Each answer has one, so it is spelled by hand: a format string costs as much as a fifth of a short answer.
std::string format_instant(Clock::Instant instant) {
  const auto day = floor<days>(instant);
  const year_month_day date{day};
  const hh_mm_ss time{instant - day};
  std::string text = "0000-00-00T00:00:00.000000Z";
  const auto put = [&text](std::size_t first, std::size_t digits, std::int64_t value) {
    for (std::size_t i = digits; i > 0; --i, value /= 10) text[first + i - 1] = static_cast<char>('0' + value % 10);
  };
  put(0, 4, static_cast<int>(date.year()));
  put(5, 2, static_cast<unsigned>(date.month()));
  put(8, 2, static_cast<unsigned>(date.day()));
  put(11, 2, time.hours().count());
  put(14, 2, time.minutes().count());
  put(17, 2, time.seconds().count());
  put(20, 6, time.subseconds().count());
  if (time.subseconds().count() == 0) {
    text.resize(20);
    text[19] = 'Z';
  }
  return text;
}

}  // namespace phoney
