#include <chrono>
#include <cmath>

#include "generators/user_agent/platforms.h"

namespace phoney::user_agent {
namespace {

constexpr std::int64_t seconds_of(std::chrono::sys_days day) {
  return std::chrono::sys_seconds(day).time_since_epoch().count();
}

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
constexpr std::int64_t kStartOf2010 = seconds_of(year(2010) / month(1) / day(1));
constexpr std::int64_t kStartOf2011 = seconds_of(year(2011) / month(1) / day(1));
// The last second of the last day but one that Python's datetime has.
constexpr std::int64_t kEnd = seconds_of(year(9999) / month(12) / day(31)) - 1;

// A build's date, anywhere between a year's start and the end of time, with microseconds.
struct Date {
  double seconds;
};

Date draw_date(Random& random, std::int64_t start) {
  return {random.uniform(static_cast<double>(start), static_cast<double>(kEnd))};
}

// Python's timedelta(seconds=...) rounds to the nearest microsecond, and halves to the even one.
std::int64_t microseconds(double seconds) {
  double whole;
  double micros;
  const double fraction = std::modf(std::modf(seconds, &whole) * 1e6, &micros);
  const std::int64_t result = static_cast<std::int64_t>(whole) * 1'000'000 + static_cast<std::int64_t>(micros);
  const bool up = fraction > 0.5 || (fraction == 0.5 && result % 2 != 0);
  return result + (up ? 1 : 0);
}

// Python's str() of a datetime.
void append(Output& out, const Date& date) {
  const std::int64_t total = microseconds(date.seconds);
  const std::chrono::sys_seconds instant{std::chrono::seconds(total / 1'000'000)};
  const auto days = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day calendar(days);
  const std::chrono::hh_mm_ss time(instant - days);
  const auto padded = [&](auto value, int width) {
    out.append_padded_integer(static_cast<std::uint64_t>(value), width);
  };
  padded(static_cast<int>(calendar.year()), 4);
  out.append('-');
  padded(static_cast<unsigned>(calendar.month()), 2);
  out.append('-');
  padded(static_cast<unsigned>(calendar.day()), 2);
  out.append(' ');
  padded(time.hours().count(), 2);
  out.append(':');
  padded(time.minutes().count(), 2);
  out.append(':');
  padded(time.seconds().count(), 2);
  if (total % 1'000'000 == 0) return;
  out.append('.');
  padded(total % 1'000'000, 6);
}

// The three versions of which the desktop platforms take one.
struct Releases {
  Date modern;
  std::int64_t modern_version;
  Date older;
  std::int64_t older_version;
  Date oldest;
};

Releases draw_releases(Random& random) {
  Releases releases;
  releases.modern = draw_date(random, kStartOf2011);
  releases.modern_version = random.range(4, 15);
  releases.older = draw_date(random, kStartOf2010);
  releases.older_version = random.range(1, 20);
  releases.oldest = draw_date(random, kStartOf2010);
  return releases;
}

void write_release(Output& out, const Releases& releases, std::uint32_t which) {
  out.append(" Gecko/");
  append(out, which == 0 ? releases.modern : which == 1 ? releases.older : releases.oldest);
  switch (which) {
    case 0:
      return write(out, " Firefox/", releases.modern_version, ".0");
    case 1:
      return write(out, " Firefox/3.6.", releases.older_version);
    default:
      return out.append(" Firefox/3.8");
  }
}

// A desktop platform's share of the draws.
struct Desktop {
  std::int64_t revision;
  std::uint32_t release;
};

Desktop draw_desktop(Random& random, std::int64_t low, std::int64_t high) {
  const std::int64_t revision = random.range(low, high);
  return {revision, random.below(3)};
}

void firefox(Context& context, Output& out) {
  Random& random = context.random();
  const Releases releases = draw_releases(random);
  const WebKit webkit = draw_webkit(random);
  const Build build = draw_build(random, 2, kUppercase);
  const Build version = draw_build(random, 1, kLowercase);
  const std::string_view windows = draw_text(context, kWindows);
  const LocaleName locale(context, 0, out);
  const Desktop on_windows = draw_desktop(random, 0, 2);
  const std::string_view linux_processor = draw_text(context, kLinux);
  const Desktop on_linux = draw_desktop(random, 5, 7);
  const Mac mac = draw_mac(context);
  const Desktop on_mac = draw_desktop(random, 2, 6);
  const std::string_view android = draw_text(context, kAndroid);
  const std::int64_t on_android = random.range(5, 68);
  const Ios ios = draw_ios(context, context.table(kDevices), context.table(kIosVersions));
  const std::int64_t on_ios = random.range(9, 18);
  const auto write_desktop = [&](const Desktop& desktop, const auto&... platform) {
    write(out, '(', platform..., "; rv:1.9.", desktop.revision, ".20)");
    write_release(out, releases, desktop.release);
  };
  out.append("Mozilla/5.0 ");
  switch (random.below(5)) {
    case 0:
      return write_desktop(on_windows, windows, "; ", locale.view());
    case 1:
      return write_desktop(on_linux, "X11; Linux ", linux_processor);
    case 2:
      return write_desktop(on_mac, mac);
    case 3:
      return write(out, "(Android ", android, "; Mobile; rv:", on_android, ".0) Gecko/", on_android, ".0 Firefox/",
                   on_android, ".0");
    default:
      return write(out, '(', ios, ") AppleWebKit/", webkit, " (KHTML, like Gecko) FxiOS/", on_ios, '.', view(version),
                   ".0 Mobile/", view(build), " Safari/", webkit);
  }
}

constexpr GeneratorSpec generators[] = {
    generator<firefox>("firefox", "A user agent of Firefox.").tables({PHONEY_PLATFORM_TABLES}).calls({"locale"}),
};

}  // namespace

std::span<const GeneratorSpec> firefox_generators() { return generators; }

}  // namespace phoney::user_agent
