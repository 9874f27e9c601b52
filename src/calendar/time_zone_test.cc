#include "calendar/time_zone.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace phoney::calendar {
namespace {

std::int64_t wall(int year, unsigned month, unsigned day, int hour, int minute) {
  return days_of(year, month, day) * kDaySeconds + hour * 3600 + minute * 60;
}

// Python: datetime(...).replace(tzinfo=ZoneInfo(name), fold=...).timestamp()
TEST(TimeZone, ReadsWallsAsZoneinfoDoes) {
  const TimeZone* zone = find_time_zone("America/New_York");
  ASSERT_NE(zone, nullptr);
  EXPECT_EQ(zone->to_utc(wall(2025, 11, 2, 1, 30)), wall(2025, 11, 2, 5, 30));  // shown twice
  EXPECT_EQ(zone->to_utc(wall(2025, 11, 2, 1, 30), true), wall(2025, 11, 2, 6, 30));
  EXPECT_EQ(zone->to_utc(wall(2025, 3, 9, 2, 30)), wall(2025, 3, 9, 7, 30));  // skipped
  EXPECT_EQ(zone->to_utc(wall(2025, 3, 9, 2, 30), true), wall(2025, 3, 9, 6, 30));
  EXPECT_FALSE(zone->folded(wall(2025, 11, 2, 5, 30)));
  EXPECT_TRUE(zone->folded(wall(2025, 11, 2, 6, 30)));
  EXPECT_FALSE(zone->folded(wall(2025, 7, 1, 0, 0)));
  EXPECT_EQ(zone->at(0).offset, -18000);
  EXPECT_EQ(zone->at(-1).wall, -18000 * kSecond - 1);
  EXPECT_EQ(zone->at(wall(1800, 1, 1, 0, 0) * kSecond).offset, -17762);  // local mean time
  EXPECT_EQ(zone->at(wall(9000, 7, 1, 0, 0) * kSecond).offset, -14400);
}

TEST(TimeZone, HasAllNamesAndNoOthers) {
  EXPECT_GT(time_zone_names().size(), 500u);
  EXPECT_TRUE(std::ranges::is_sorted(time_zone_names()));
  for (const std::string_view name : time_zone_names()) {
    const TimeZone* zone = find_time_zone(name);
    ASSERT_NE(zone, nullptr) << name;
    EXPECT_EQ(zone->name(), name);
  }
  EXPECT_EQ(find_time_zone("UTC"), find_time_zone("UTC"));
  for (const std::string_view name : {"", "europe/paris", "Europe", "Fixed/UTC+05:00:00", "libc:localtime", "../UTC"}) {
    EXPECT_EQ(find_time_zone(name), nullptr) << name;
    EXPECT_FALSE(is_time_zone(name)) << name;
  }
}

}  // namespace
}  // namespace phoney::calendar
