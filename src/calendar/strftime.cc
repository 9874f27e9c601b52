#include "calendar/strftime.h"

#include <algorithm>
#include <cstring>
#include <ctime>

#include "calendar/date_time.h"
#include "calendar/digits.h"

namespace phoney::calendar {
namespace {

constexpr std::size_t kLongest = 16;  // bytes that one directive of `put` writes at most

struct Fields {
  explicit Fields(std::int64_t point) : wall(point), day(floor_divide(point, kDay)), date(date_of(day)) {
    const std::int64_t time = point - day * kDay;
    seconds = static_cast<std::uint32_t>(time / kSecond);
    microseconds = static_cast<std::uint32_t>(time % kSecond);
  }
  int year() const { return static_cast<int>(date.year()); }
  std::uint32_t year_of_century() const { return static_cast<std::uint32_t>(year()) % 100; }
  unsigned month() const { return static_cast<unsigned>(date.month()); }
  unsigned month_day() const { return static_cast<unsigned>(date.day()); }
  unsigned hour() const { return seconds / 3600; }
  unsigned weekday() const { return std::chrono::weekday{std::chrono::sys_days{date}}.c_encoding(); }
  int year_day() const { return static_cast<int>(day - days_of(year(), 1, 1)) + 1; }

  std::int64_t wall;
  std::int64_t day;
  Date date;
  std::uint32_t seconds;
  std::uint32_t microseconds;
};

char* put(char* target, std::string_view text) {
  for (const char c : text) *target++ = c;
  return target;
}

// glibc writes years before 1000 without zeros.
char* put_year(char* target, std::uint32_t year) {
  if (year >= 1000) return put_two(put_two(target, year / 100), year % 100);
  if (year >= 100) *target++ = static_cast<char>('0' + year / 100);
  if (year >= 10) return put_two(target, year % 100);
  *target++ = static_cast<char>('0' + year);
  return target;
}

// The directive's text, or nullptr if it is not one of the usual.
char* put_directive(char* target, char directive, const Fields& fields) {
  switch (directive) {
    case 'Y':
      return put_year(target, static_cast<std::uint32_t>(fields.year()));
    case 'm':
      return put_two(target, fields.month());
    case 'd':
      return put_two(target, fields.month_day());
    case 'H':
      return put_two(target, fields.hour());
    case 'M':
      return put_two(target, fields.seconds / 60 % 60);
    case 'S':
      return put_two(target, fields.seconds % 60);
    case 'y':
      return put_two(target, fields.year_of_century());
    case 'f':
      return put_six(target, fields.microseconds);
    case 'I':
      return put_two(target, (fields.hour() + 11) % 12 + 1);
    case 'p':
      return put(target, fields.hour() < 12 ? "AM" : "PM");
    case 'A':
      return put(target, kWeekdays[fields.weekday()]);
    case 'a':
      return put(target, kWeekdays[fields.weekday()].substr(0, 3));
    case 'B':
      return put(target, kMonths[fields.month() - 1]);
    case 'b':
      return put(target, kMonths[fields.month() - 1].substr(0, 3));
    case 'w':
      *target = static_cast<char>('0' + fields.weekday());
      return target + 1;
    case 'j':
      *target = static_cast<char>('0' + fields.year_day() / 100);
      return put_two(target + 1, static_cast<std::uint32_t>(fields.year_day() % 100));
    case '%':
      *target = '%';
      return target + 1;
    case 'z':
    case 'Z':
      return target;  // there is no zone
    default:
      return nullptr;
  }
}

// False, with nothing appended, if the pattern has something unusual.
bool append_usual(const Fields& fields, std::string_view pattern, Output& out) {
  const std::size_t start = out.size();
  while (!pattern.empty()) {
    const std::size_t percent = std::min(pattern.find('%'), pattern.size());
    out.append(pattern.substr(0, percent));
    if (percent == pattern.size()) return true;
    char* const target = out.reserve(kLongest);
    char* const end = percent + 1 < pattern.size() ? put_directive(target, pattern[percent + 1], fields) : nullptr;
    if (end == nullptr) {
      out.truncate(start);
      return false;
    }
    out.commit(static_cast<std::size_t>(end - target));
    pattern.remove_prefix(percent + 2);
  }
  return true;
}

// A directive of glibc's: flags, a width, E or O, and a letter.
struct Directive {
  std::size_t size = 1;  // from the percent sign to the letter
  char letter = '%';
  char padding = ' ';
  std::size_t width = 0;
};

constexpr std::size_t kMostWidth = 1'000'000;  // as good as any that is wider than CPython's buffer

Directive read_directive(std::string_view text) {
  Directive result;
  const auto next = [&] { return result.size < text.size() ? text[result.size] : '\0'; };
  for (; std::string_view("_-0^#").find(next()) != std::string_view::npos; ++result.size) {
    if (next() == '0') result.padding = '0';
    if (next() == '_' || next() == '-') result.padding = ' ';
  }
  for (; next() >= '0' && next() <= '9'; ++result.size)
    result.width = std::min(result.width * 10 + static_cast<std::size_t>(next() - '0'), kMostWidth);
  if (next() == 'E' || next() == 'O') ++result.size;
  if (next() == '\0') return result;
  result.letter = next();
  ++result.size;
  return result;
}

// Appends the pattern with %f, %z and %Z expanded as CPython does before it calls the C library, and %s in any form,
// which the library would reckon in the host's time zone. Returns how many bytes CPython gives the result at most. It
// stands in the output, whose ceiling holds it: a few bytes of pattern can ask for a megabyte.
std::size_t append_expanded(const Fields& fields, std::string_view pattern, Output& out) {
  const std::size_t start = out.size();
  std::size_t extra = 0;                                        // what is longer here than in CPython
  const std::size_t longest = 1024 + 6 * 512 * pattern.size();  // more fits no buffer
  while (!pattern.empty()) {
    if (pattern[0] != '%' || pattern.size() == 1) {
      out.append(pattern[0]);
      pattern.remove_prefix(1);
      continue;
    }
    const char letter = pattern[1];
    const Directive directive = read_directive(pattern);
    if (letter == 'f' || letter == 'z' || letter == 'Z') {
      char text[6];
      if (letter == 'f') out.append({text, put_six(text, fields.microseconds)});
      pattern.remove_prefix(2);
    } else if (directive.letter == 's') {
      const std::string seconds = std::to_string(floor_divide(fields.wall, kSecond));
      const std::size_t width = std::max(directive.width, seconds.size());
      const std::size_t padding = width - seconds.size();
      std::memset(out.reserve(padding), directive.padding, padding);
      out.commit(padding);
      out.append(seconds);
      if (width > directive.size) extra += width - directive.size;
      pattern.remove_prefix(directive.size);
      if (out.size() - start > longest) {
        out.truncate(start);
        return 1;
      }
    } else {
      out.append(pattern.substr(0, 2));
      pattern.remove_prefix(2);
    }
  }
  // It tries ever larger buffers, and takes what does not fit one of 256 times the format's length for empty.
  std::size_t buffer = 1024;
  while (buffer < 256 * (out.size() - start - extra)) buffer *= 2;
  return buffer;
}

std::tm to_tm(const Fields& fields) {
  std::tm tm{};
  tm.tm_year = fields.year() - 1900;
  tm.tm_mon = static_cast<int>(fields.month()) - 1;
  tm.tm_mday = static_cast<int>(fields.month_day());
  tm.tm_hour = static_cast<int>(fields.hour());
  tm.tm_min = static_cast<int>(fields.seconds / 60 % 60);
  tm.tm_sec = static_cast<int>(fields.seconds % 60);
  tm.tm_wday = static_cast<int>(fields.weekday());
  tm.tm_yday = fields.year_day() - 1;
  tm.tm_isdst = -1;
  return tm;
}

}  // namespace

void append_strftime(std::int64_t wall, const std::string& whole, Output& out) {
  const std::string_view pattern = std::string_view(whole).substr(0, whole.find('\0'));  // C's: it ends there
  const Fields fields(wall);
  if (append_usual(fields, pattern, out)) return;
  const std::size_t start = out.size();
  const std::size_t buffer = append_expanded(fields, pattern, out);
  out.append('\0');
  const std::tm tm = to_tm(fields);
  char* const target = out.reserve(buffer);
  const std::size_t size = std::strftime(target, buffer, out.data() + start, &tm);
  std::memmove(out.data() + start, target, size);
  out.truncate(start + size);
}

std::int64_t on_first_of_1900(std::int64_t microseconds) { return days_of(1900, 1, 1) * kDay + microseconds; }

}  // namespace phoney::calendar
