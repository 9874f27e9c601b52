#include "calendar/date_time.h"

#include <gtest/gtest.h>

#include <cstdio>

namespace phoney::calendar {
namespace {

std::string iso(const DateTime& moment, std::string_view separator = "T", Precision precision = Precision::automatic) {
  Output out;
  append_iso(moment, out, separator, precision);
  return std::string(out.view());
}

TEST(DateTime, IsWrittenAsIso8601) {
  const std::int64_t noon = days_of(2024, 2, 29) * kDay + 45296 * kSecond;
  EXPECT_EQ(iso({noon}), "2024-02-29T12:34:56");
  EXPECT_EQ(iso({noon + 789}), "2024-02-29T12:34:56.000789");
  EXPECT_EQ(iso({noon, 19800, true}), "2024-02-29T12:34:56+05:30");
  EXPECT_EQ(iso({noon, -15, true}, " "), "2024-02-29 12:34:56-00:00:15");
  EXPECT_EQ(iso({noon, 0, true}), "2024-02-29T12:34:56+00:00");
  EXPECT_EQ(iso({-1}), "1969-12-31T23:59:59.999999");
  EXPECT_EQ(iso({kFirstDay * kDay}), "0001-01-01T00:00:00");
  EXPECT_EQ(iso({(kLastDay + 1) * kDay - 1}), "9999-12-31T23:59:59.999999");
  EXPECT_EQ(iso({noon + 123456}, "T", Precision::hours), "2024-02-29T12");
  EXPECT_EQ(iso({noon + 123456}, "T", Precision::minutes), "2024-02-29T12:34");
  EXPECT_EQ(iso({noon + 123456}, "T", Precision::seconds), "2024-02-29T12:34:56");
  EXPECT_EQ(iso({noon + 123999}, "T", Precision::milliseconds), "2024-02-29T12:34:56.123");
  EXPECT_EQ(iso({noon}, "T", Precision::microseconds), "2024-02-29T12:34:56.000000");
}

TEST(DateTime, IsWrittenFromSecondsAndMicroseconds) {
  const struct {
    std::int64_t seconds;
    std::uint32_t microseconds;
    char separator;
    std::string_view want;
  } tests[] = {
      {days_of(2024, 2, 29) * kDaySeconds + 45296, 789, 'T', "2024-02-29T12:34:56.000789"},
      {days_of(2024, 2, 29) * kDaySeconds + 45296, 0, ' ', "2024-02-29 12:34:56"},
      {-1, 999999, 'T', "1969-12-31T23:59:59.999999"},
      {kFirstDay * kDaySeconds, 0, 'T', "0001-01-01T00:00:00"},
      {(kLastDay + 1) * kDaySeconds - 1, 999999, 'T', "9999-12-31T23:59:59.999999"},
  };
  for (const auto& test : tests) {
    Output out;
    append_iso(test.seconds, test.microseconds, out, test.separator);
    EXPECT_EQ(out.view(), test.want);
  }
}

TEST(DateTime, WritesEveryDateAsChronoHasIt) {
  Output out;
  for (std::int64_t day = kFirstDay; day <= kLastDay; ++day) {
    const Date date = date_of(day);
    char want[16];
    std::snprintf(want, sizeof want, "%04d-%02u-%02u", int{date.year()}, unsigned{date.month()}, unsigned{date.day()});
    out.clear();
    append_date(day, out);
    ASSERT_EQ(out.view(), want);
  }
}

TEST(DateTime, WritesEverySecondOfADay) {
  Output out;
  for (std::int64_t second = 0; second < kDaySeconds; ++second) {
    char want[16];
    std::snprintf(want, sizeof want, "%02d:%02d:%02d.%06d", static_cast<int>(second / 3600),
                  static_cast<int>(second / 60 % 60), static_cast<int>(second % 60), static_cast<int>(second * 11 + 1));
    out.clear();
    append_time(second * kSecond + second * 11 + 1, out);
    ASSERT_EQ(out.view(), want);
  }
}

TEST(DateTime, KnowsPythonsRange) {
  EXPECT_TRUE(DateTime{kFirstDay * kDay}.in_range());
  EXPECT_FALSE(DateTime{kFirstDay * kDay - 1}.in_range());
  EXPECT_TRUE(DateTime{(kLastDay + 1) * kDay - 1}.in_range());
  EXPECT_FALSE(DateTime{(kLastDay + 1) * kDay}.in_range());
  EXPECT_EQ(DateTime{-1}.day(), -1);
  EXPECT_EQ(DateTime{-1}.time(), kDay - 1);
}

}  // namespace
}  // namespace phoney::calendar
