#include "generators/date_time/thai_strftime.h"

#include <algorithm>

#include "calendar/date_time.h"
#include "calendar/strftime.h"
#include "text/transform.h"

namespace phoney::date_time {
namespace {

using calendar::append_strftime;

constexpr int kBuddhistEra = 543;  // years before the common era at which it begins
constexpr std::string_view kLocalized = "AaBbCcDFGgvXxYy+";
constexpr std::string_view kExtensions = "EO-_0^#";

class Writer {
 public:
  Writer(const ThaiNames& names, std::int64_t wall, bool buddhist_era, Output& out)
      : names_(names),
        wall_(wall),
        date_(calendar::date_of(calendar::floor_divide(wall, calendar::kDay))),
        era_(buddhist_era ? kBuddhistEra : 0),
        year_(static_cast<int>(date_.year()) + era_),
        out_(out) {}

  // One directive, given as the character after the percent sign.
  void directive(std::string_view character) {
    if (kLocalized.find(character) != std::string_view::npos) return localized(character[0]);
    standard(character);
  }

  // The same after an extension of glibc or POSIX. Most of them are supported.
  void extended(char extension, std::string_view character) {
    const std::size_t start = out_.size();
    directive(character);
    char& first = out_.data()[start];
    switch (extension) {
      case '-':
        if (first == ' ' || first == '0') erase(start);
        break;
      case '_':
        if (first == '0') first = ' ';
        break;
      case '0':
        if (first == ' ') first = '0';
        break;
      case '^':
        text::upper(out_, start);
        break;
      case '#':
        swap_case(start);
        break;
      case 'O':
        to_thai_digits(out_, start);
        break;
      default:  // E
        break;
    }
  }

 private:
  std::size_t weekday() const { return std::chrono::weekday{std::chrono::sys_days{date_}}.iso_encoding() - 1; }
  std::size_t month() const { return static_cast<unsigned>(date_.month()) - 1; }

  void localized(char directive) {
    switch (directive) {
      case 'A':
        return out_.append(names_.days.text(weekday()));
      case 'a':
        return out_.append(names_.short_days.text(weekday()));
      case 'B':
        return out_.append(names_.months.text(month()));
      case 'b':
        return out_.append(names_.short_months.text(month()));
      case 'C':
        return number(year_ / 100 + 1, 2);
      case 'c':
        day_and_month();
        append_strftime(wall_, " %H:%M:%S ", out_);
        return number(year_, 4);
      case 'D':
        append_strftime(wall_, "%m/%d/", out_);
        return number(year_ % 100, 2);
      case 'F':
        number(year_, 4);
        return append_strftime(wall_, "-%m-%d", out_);
      case 'G':
        return number(iso_year(), 4);
      case 'g':
        return number(iso_year() % 100, 2);
      case 'v':
        padded_day();
        out_.append('-');
        out_.append(names_.short_months.text(month()));
        out_.append('-');
        return number(year_, 4);
      case 'X':
        return append_strftime(wall_, "%H:%M:%S", out_);
      case 'x':
        append_strftime(wall_, "%d/%m/", out_);
        return number(year_, 4);
      case 'Y':
        return number(year_, 4);
      case 'y':
        return number(year_ % 100, 2);
      default:  // +
        day_and_month();
        out_.append(' ');
        out_.append_integer(year_);
        return append_strftime(wall_, " %H:%M:%S", out_);
    }
  }

  // A directive that strftime does not know is written as it is.
  void standard(std::string_view character) {
    const std::size_t start = out_.size();
    const std::string whole = '%' + std::string(character);
    append_strftime(wall_, whole, out_);
    if (out_.size() > start && out_.view_from(start) != whole) return;
    out_.truncate(start);
    out_.append(character);
  }

  void number(int value, int width) { out_.append_padded_integer(static_cast<std::uint64_t>(value), width); }
  void padded_day() {
    const auto day = static_cast<unsigned>(date_.day());
    if (day < 10) out_.append(' ');
    out_.append_integer(day);
  }
  // The weekday is two characters wide at least.
  void day_and_month() {
    const std::string_view day = names_.short_days.text(weekday());
    out_.append(day);
    if (day.size() <= 3) out_.append(' ');
    out_.append(' ');
    padded_day();
    out_.append(' ');
    out_.append(names_.short_months.text(month()));
  }
  // The year that has the greater part of the ISO week is that of its Thursday.
  int iso_year() const {
    const std::chrono::sys_days thursday =
        std::chrono::sys_days{date_} + std::chrono::days{3 - static_cast<int>(weekday())};
    return static_cast<int>(calendar::Date{thursday}.year()) + era_;
  }

  void erase(std::size_t place) {
    std::copy(out_.data() + place + 1, out_.data() + out_.size(), out_.data() + place);
    out_.truncate(out_.size() - 1);
  }
  // Letters here are ASCII's: the names are Thai, which has no case.
  void swap_case(std::size_t start) {
    for (char* c = out_.data() + start; c != out_.data() + out_.size(); ++c) {
      if ((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z')) *c = static_cast<char>(*c ^ 0x20);
    }
  }

  const ThaiNames& names_;
  std::int64_t wall_;
  calendar::Date date_;
  int era_;
  int year_;
  Output& out_;
};

// The UTF-8 character that starts at `i`.
std::string_view character_at(std::string_view text, std::size_t i) {
  std::size_t end = i + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return text.substr(i, end - i);
}

}  // namespace

// A digit becomes three bytes. They are written from the end to the start, so that each byte moves once.
void to_thai_digits(Output& out, std::size_t start) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto digits = static_cast<std::size_t>(std::ranges::count_if(out.view_from(start), is_digit));
  std::size_t source = out.size();
  out.reserve(2 * digits);
  out.commit(2 * digits);
  char* target = out.data() + out.size();
  while (source > start) {
    const char c = out.data()[--source];
    if (!is_digit(c)) {
      *--target = c;
      continue;
    }
    *--target = static_cast<char>(0x90 + (c - '0'));
    *--target = '\xb9';
    *--target = '\xe0';
  }
}

void append_thai_strftime(const ThaiNames& names, std::int64_t wall, const std::string& pattern, ThaiOptions options,
                          Output& out) {
  const std::size_t start = out.size();
  Writer writer(names, wall, options.buddhist_era, out);
  for (std::size_t i = 0; i < pattern.size();) {
    if (pattern[i] != '%' || i + 1 == pattern.size()) {
      out.append(pattern[i++]);
      continue;
    }
    const std::string_view first = character_at(pattern, i + 1);
    i += 1 + first.size();
    if (kExtensions.find(first) == std::string_view::npos) {
      writer.directive(first);
    } else if (i == pattern.size()) {
      out.append(first);
    } else {
      const std::string_view second = character_at(pattern, i);
      writer.extended(first[0], second);
      i += second.size();
    }
  }
  if (options.digits) to_thai_digits(out, start);
}

}  // namespace phoney::date_time
