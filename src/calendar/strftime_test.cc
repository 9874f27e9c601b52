#include "calendar/strftime.h"

#include <cstdlib>
#include <ctime>

#include <gtest/gtest.h>

#include "calendar/date_time.h"

namespace phoney::calendar {
namespace {

std::string written(std::int64_t wall, const std::string& pattern) {
  Output out;
  append_strftime(wall, pattern, out);
  return std::string(out.view());
}

constexpr std::int64_t kEarly = days_of(99, 3, 4) * kDay + (5 * 3600 + 6 * 60 + 7) * kSecond + 80;

// Expected values are CPython 3.11's; the rest of the directives are in tests/conformance/params/date_time.jsonl.
TEST(Strftime, WritesWhatCPythonDoes) {
  const struct {
    std::string pattern;
    std::string_view want;
  } tests[] = {
      {"%Y-%m-%d %H:%M:%S.%f", "99-03-04 05:06:07.000080"},
      {"%A %a %B %b %I%p %j %w %y%%", "Wednesday Wed March Mar 05AM 063 3 99%"},
      {"[%z%Z]", "[]"},
      {"%c|%G|%-d|%^a|%010Y", "Wed Mar  4 05:06:07 99|99|4|WED|0000000099"},
      {"%Q %", "%Q %"},
      {"%-", "%-"},
      {"%s|%15s|%015s", "-59037620033|   -59037620033|000-59037620033"},
      {"", ""},
      {"%5000d", ""},  // more than CPython's buffer takes
      {std::string("a\0b", 3), "a"},
  };
  for (const auto& test : tests) EXPECT_EQ(written(kEarly, test.pattern), test.want) << test.pattern;
}

TEST(Strftime, TimesAreOfTheFirstOf1900) {
  EXPECT_EQ(written(on_first_of_1900(1), "%c %f"), "Mon Jan  1 00:00:00 1900 000001");
}

TEST(Strftime, DoesNotReadTheHostsZone) {
  ASSERT_EQ(setenv("TZ", "America/New_York", 1), 0);
  tzset();
  EXPECT_EQ(written(0, "%s %c %Z%-z"), "0 Thu Jan  1 00:00:00 1970 ");
  unsetenv("TZ");
  tzset();
}

}  // namespace
}  // namespace phoney::calendar
