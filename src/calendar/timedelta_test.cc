#include "calendar/timedelta.h"

#include <gtest/gtest.h>

#include <cmath>

namespace phoney::calendar {
namespace {

// Expected values are CPython's: timedelta(seconds=x) / timedelta(microseconds=1).
TEST(Timedelta, RoundsToTheNearestMicrosecondAndTiesToEven) {
  const struct {
    double seconds;
    std::int64_t want;
  } tests[] = {
      {0.0, 0},
      {1.5, 1'500'000},
      {0.0000005, 0},
      {0.0000015, 2},
      {0.0000025, 2},
      {-0.0000005, 0},
      {-0.0000015, -2},
      {0.1, 100'000},
      {1709210096.1234567, 1709210096123457},
      {-62135596800.0, -62135596800000000},
      {253402300799.999999, 253402300800000000},
      {1e-7, 0},
      {4194304.0078125, 4194304007812},
      {4194304.0234375, 4194304023438},
      {-4194304.0078125, -4194304007812},
      {-4194304.0234375, -4194304023438},
      {2097152.0000000005, 2097152000000},
      {2097151.0078125, 2097151007812},
      {-2097151.0234375, -2097151023438},
      {-2097152.5, -2097152500000},
      {4294967295.9999995, 4294967296000000},
      {-4294967295.9999995, -4294967296000000},
      {4294967296.0078125, 4294967296007812},
  };
  for (const auto& test : tests) EXPECT_EQ(round_to_microseconds(test.seconds), test.want) << test.seconds;
}

TEST(Timedelta, IsRoundedDownToSecondsAndDays) {
  const auto delta = Timedelta::from_seconds(-0.25);
  ASSERT_TRUE(delta);
  EXPECT_EQ(delta->seconds, -1);
  EXPECT_EQ(delta->microseconds, 750'000);
  EXPECT_EQ(delta->days(), -1);
  EXPECT_EQ(delta->total_seconds(), -0.25);
  EXPECT_TRUE(Timedelta::from_seconds(8.6399999999e13));
  EXPECT_FALSE(Timedelta::from_seconds(1e14));
  EXPECT_FALSE(Timedelta::from_seconds(std::nan("")));
}

TEST(Timedelta, ReadsFakersRelativeDates) {
  const struct {
    std::string_view text;
    std::int64_t seconds;
    std::int32_t microseconds;
  } tests[] = {
      {"-30y", -946702080, 0},   {"+1y-2M+3w-4d+5h-6m+7s", 27786607, 0}, {"+0d", 0, 0}, {"+1M", 2628288, 0},
      {"-1d2h", -86400, 0},       // the second has no sign, so it is not looked at
      {"+1s+1d", 1, 0},           // the units have an order
      {"-2years", -63113472, 0},  // what follows is not looked at
  };
  for (const auto& test : tests) {
    Timedelta delta;
    const auto read = parse_relative(test.text, delta);
    ASSERT_TRUE(read && *read) << test.text;
    EXPECT_EQ(delta, (Timedelta{test.seconds, test.microseconds})) << test.text;
  }
  for (const std::string_view text : {"", "2y", "y", "+y", "now", "+", "-5", "2024-02-29", "+1x"}) {
    Timedelta delta;
    const auto read = parse_relative(text, delta);
    EXPECT_TRUE(read && !*read) << text;
  }
  for (const std::string_view text : {"+9999999999d", "-99999999999999999999999y", "+99999999999999999999s"}) {
    Timedelta delta;
    EXPECT_FALSE(parse_relative(text, delta)) << text;
  }
}

std::string iso(Timedelta delta) {
  Output out;
  append_iso(delta, out);
  return std::string(out.view());
}

std::string python(Timedelta delta) {
  Output out;
  append_python(delta, out);
  return std::string(out.view());
}

// As pydantic 2 and Python's str() write them.
TEST(Timedelta, IsWrittenAsPydanticAndPythonDo) {
  const struct {
    Timedelta delta;
    std::string_view iso, python;
  } tests[] = {
      {{0, 0}, "PT0S", "0:00:00"},
      {{86400, 0}, "P1D", "1 day, 0:00:00"},
      {{400 * 86400 + 3661, 5}, "P1Y35DT1H1M1.000005S", "400 days, 1:01:01.000005"},
      {{-1, 0}, "-PT1S", "-1 day, 23:59:59"},
      {{-400 * 86400, 120}, "-P1Y34DT23H59M59.99988S", "-400 days, 0:00:00.000120"},
      {{0, 1}, "PT0.000001S", "0:00:00.000001"},
      {{18000, 0}, "PT5H", "5:00:00"},
      {{730 * 86400 + 60, 0}, "P2YT1M", "730 days, 0:01:00"},
      {{999999999LL * 86400, 0}, "P2739726Y9D", "999999999 days, 0:00:00"},
      {{-999999999LL * 86400, 0}, "-P2739726Y9D", "-999999999 days, 0:00:00"},
  };
  for (const auto& test : tests) {
    EXPECT_EQ(iso(test.delta), test.iso);
    EXPECT_EQ(python(test.delta), test.python);
    Timedelta again;
    const auto read = parse_duration(test.iso, again);
    EXPECT_TRUE(read && *read) << test.iso;
    EXPECT_EQ(again, test.delta) << test.iso;
  }
}

TEST(Timedelta, ReadsDurationsOfIso8601) {
  Timedelta delta;
  EXPECT_TRUE(*parse_duration("P2W", delta));
  EXPECT_EQ(delta, (Timedelta{1209600, 0}));
  EXPECT_TRUE(*parse_duration("-PT1H30M0,5S", delta));
  EXPECT_EQ(delta, (Timedelta{-5401, 500'000}));
  for (const std::string_view text :
       {"", "P", "PT", "P1", "P1DT", "1D", "P1M", "PT1D", "PT1.5H", "PT1.S", "P1D ", "P-1D"}) {
    const auto read = parse_duration(text, delta);
    EXPECT_TRUE(read && !*read) << text;
  }
}

}  // namespace
}  // namespace phoney::calendar
