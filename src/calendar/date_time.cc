#include "calendar/date_time.h"

#include <algorithm>

#include "calendar/iso_tables.h"

namespace phoney::calendar {
namespace {

// Days since 1970 in range, counted from 0001-01-01.
inline std::uint32_t since_year_one(std::int64_t days) { return static_cast<std::uint32_t>(days - kFirstDay); }

// Two bytes behind it may be written too.
inline char* put_time(char* target, std::uint32_t seconds, std::uint32_t fraction, Precision precision) {
  const std::uint32_t minutes = seconds / 60;
  std::memcpy(target, kMinutes[minutes].data(), 8);
  if (precision == Precision::hours) return target + 2;
  if (precision == Precision::minutes) return target + 5;
  put_two(target + 6, seconds - 60 * minutes);
  if (precision == Precision::seconds || (precision == Precision::automatic && fraction == 0)) return target + 8;
  target[8] = '.';
  char* const end = put_six(target + 9, fraction);
  return precision == Precision::milliseconds ? end - 3 : end;
}

inline char* put_time(char* target, std::int64_t microseconds, Precision precision) {
  const auto positive = static_cast<std::uint64_t>(microseconds);
  return put_time(target, static_cast<std::uint32_t>(positive / kSecond),
                  static_cast<std::uint32_t>(positive % kSecond), precision);
}

// +05:30, and seconds where the offset has them: local mean times do.
inline char* put_offset(char* target, std::int32_t offset) {
  *target++ = offset < 0 ? '-' : '+';
  const auto size = static_cast<std::uint32_t>(offset < 0 ? -offset : offset);
  target = put_two(target, size / 3600);
  *target++ = ':';
  target = put_two(target, size / 60 % 60);
  if (size % 60 == 0) return target;
  *target++ = ':';
  return put_two(target, size % 60);
}

}  // namespace

void append_date(std::int64_t days, Output& out) {
  char* target = out.reserve(10);
  out.commit(static_cast<std::size_t>(put_date(target, since_year_one(days)) - target));
}

void append_time(std::int64_t microseconds, Output& out, Precision precision) {
  char* target = out.reserve(15);
  out.commit(static_cast<std::size_t>(put_time(target, microseconds, precision) - target));
}

void append_iso(const DateTime& moment, Output& out, std::string_view separator, Precision precision) {
  char* const target = out.reserve(34 + separator.size());
  const std::int64_t day = moment.day();
  char* end = put_date(target, since_year_one(day));
  if (separator.size() == 1) [[likely]] {
    *end++ = separator[0];
  } else {
    end = std::copy(separator.begin(), separator.end(), end);
  }
  end = put_time(end, moment.wall - day * kDay, precision);
  if (moment.aware) end = put_offset(end, moment.offset);
  out.commit(static_cast<std::size_t>(end - target));
}

void append_iso(std::int64_t seconds, std::uint32_t microseconds, Output& out, char separator) {
  // Never negative, so that its parts come from plain divisions.
  const auto era_seconds = static_cast<std::uint64_t>(seconds - kFirstDay * kDaySeconds);
  const auto day = static_cast<std::uint32_t>(era_seconds / kDaySeconds);
  char* const target = out.reserve(26);
  put_date(target, day)[0] = separator;
  const auto second = static_cast<std::uint32_t>(era_seconds - day * kDaySeconds);
  const char* const end = put_time(target + 11, second, microseconds, Precision::automatic);
  out.commit(static_cast<std::size_t>(end - target));
}

}  // namespace phoney::calendar
