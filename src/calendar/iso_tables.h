// The parts of an ISO 8601 date and time as they are written, so that one takes a few loads and stores. <chrono> makes
// them, when the program is compiled.

#pragma once

#include <array>
#include <cstdint>
#include <cstring>

#include "calendar/date_time.h"
#include "calendar/digits.h"

namespace phoney::calendar {

struct YearStart {
  std::int32_t day;               // of 1 January, counted from 0001-01-01
  std::array<char, 4> year_text;  // 2024
};

// The years 1 to 10000.
inline constexpr auto kYearStarts = [] {
  std::array<YearStart, 10'000> starts{};
  for (int i = 0; i < 10'000; ++i) {
    const int year = i + 1;
    starts[static_cast<std::size_t>(i)] = {
        static_cast<std::int32_t>(days_of(year, 1, 1) - kFirstDay),
        {static_cast<char>('0' + year / 1000), static_cast<char>('0' + year / 100 % 10),
         static_cast<char>('0' + year / 10 % 10), static_cast<char>('0' + year % 10)}};
  }
  return starts;
}();

inline constexpr std::size_t kLongestYear = 366;

// "-02-29" for each day of a common year and, from kLongestYear on, of a leap year, in eight bytes each.
inline constexpr auto kMonthDays = [] {
  std::array<std::array<char, 8>, 2 * kLongestYear> texts{};
  for (const int year : {2023, 2024}) {
    const std::int64_t first = days_of(year, 1, 1);
    for (std::int64_t day = first; day < days_of(year + 1, 1, 1); ++day) {
      const Date date = date_of(day);
      const std::size_t month = 2 * static_cast<unsigned>(date.month());
      const std::size_t month_day = 2 * static_cast<unsigned>(date.day());
      texts[static_cast<std::size_t>(day - first) + (year == 2024 ? kLongestYear : 0)] = {
          '-', kTwoDigits[month], kTwoDigits[month + 1], '-', kTwoDigits[month_day], kTwoDigits[month_day + 1]};
    }
  }
  return texts;
}();

// "23:59:" for each minute of a day, in eight bytes.
inline constexpr auto kMinutes = [] {
  std::array<std::array<char, 8>, 24 * 60> texts{};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::size_t hour = 2 * (i / 60);
    const std::size_t minute = 2 * (i % 60);
    texts[i] = {kTwoDigits[hour], kTwoDigits[hour + 1], ':', kTwoDigits[minute], kTwoDigits[minute + 1], ':'};
  }
  return texts;
}();

// Writes the date of a day counted from 0001-01-01, at most that of 9999-12-31. Two bytes behind it are written too.
inline char* put_date(char* target, std::uint32_t day) {
  // Years are nowhere so far from their mean length that this is more than one too few.
  const std::size_t estimate = std::uint64_t{day} * 400 / 146'097;
  const auto* year = &kYearStarts[estimate];
  year += static_cast<std::int32_t>(day) >= year[1].day ? 1 : 0;
  const bool leap = year[1].day - year->day == kLongestYear;
  const std::size_t day_of_year = day - static_cast<std::uint32_t>(year->day);
  std::memcpy(target, year->year_text.data(), 4);
  std::memcpy(target + 4, kMonthDays[day_of_year + (leap ? kLongestYear : 0)].data(), 8);
  return target + 10;
}

}  // namespace phoney::calendar
