#include "generators/date_time/draws.h"

#include <cmath>

#include <fmt/format.h>

namespace phoney::date_time {
namespace {

using calendar::kDaySeconds;
using calendar::kSecond;
using calendar::TimeZone;

// A timestamp as a person reads it.
std::string readable(std::int64_t seconds) {
  if (!calendar::second_in_range(seconds)) return std::to_string(seconds);
  Output out(64);
  append_iso(DateTime{seconds * kSecond}, out);
  return std::string(out.view());
}

std::optional<DateTime> in_range(const Context& context, const DateTime& moment) {
  if (moment.in_range()) return moment;
  fail_out_of_range(context);
  return std::nullopt;
}

std::optional<std::int64_t> second_in_range(const Context& context, std::int64_t seconds) {
  if (calendar::second_in_range(seconds)) return seconds;
  fail_out_of_range(context);
  return std::nullopt;
}

}  // namespace

void fail_out_of_range(const Context& context) {
  context.fail(ErrorCode::generation_failed,
               "the date lies outside the years 1 to 9999, the only ones that Python has");
}

Now now_in(const Context& context, const TimeZone* zone) {
  const std::int64_t now = now_microseconds(context);
  if (zone == nullptr) return {DateTime{now}};
  return {zone->at(now), zone->folded(calendar::floor_divide(now, kSecond))};
}

std::optional<std::int64_t> timestamp(const Context& context, const When& when, const TimeZone* zone) {
  switch (when.kind) {
    case When::Kind::number:
    case When::Kind::moment:
      return when.number;
    case When::Kind::day:
      return when.day * kDaySeconds;
    case When::Kind::now:
      return now_seconds(context);
    case When::Kind::today:
    case When::Kind::relative:
      break;
  }
  const std::int64_t wall = now_in(context, zone).moment.wall;
  std::int64_t seconds = calendar::floor_divide(wall, calendar::kDay) * kDaySeconds;
  if (when.kind == When::Kind::relative) {
    const std::int64_t fraction = calendar::floor_divide(wall, kSecond) * kSecond - wall + kSecond;
    seconds =
        calendar::floor_divide(wall, kSecond) + when.delta.seconds + (when.delta.microseconds >= fraction ? 1 : 0);
  }
  if (!second_in_range(context, seconds)) return std::nullopt;
  return zone == nullptr ? seconds : second_in_range(context, zone->to_utc(seconds));
}

std::optional<std::int64_t> date(const Context& context, const When& when) {
  std::int64_t moved = 0;
  switch (when.kind) {
    case When::Kind::day:
    case When::Kind::moment:
      return when.day;
    case When::Kind::relative:
      moved = when.delta.days();
      break;
    case When::Kind::number:
      moved = when.number;
      break;
    case When::Kind::now:
    case When::Kind::today:
      break;
  }
  const std::int64_t day = today(context) + moved;
  if (calendar::day_in_range(day)) return day;
  fail_out_of_range(context);
  return std::nullopt;
}

void fail_empty(const Context& context, std::int64_t start, std::int64_t end) {
  context.fail(
      ErrorCode::generation_failed,
      fmt::format("there is no date between {} and {}: the start is after the end", readable(start), readable(end)));
}

std::optional<DateTime> at_moment(const Context& context, double seconds, const TimeZone* zone) {
  const auto moment = on_wall(context, seconds, nullptr);
  if (!moment || zone == nullptr) return moment;
  return in_range(context, zone->at(moment->wall));
}

std::optional<DateTime> draw_between(const Context& context, std::int64_t start, std::int64_t end,
                                     const TimeZone* zone) {
  std::optional<double> seconds = static_cast<double>(start);
  if (end == start) {
    // No draw.
  } else if (end - start <= 1) {  // which also holds where the end is before the start
    *seconds += context.random().uniform01();
  } else {
    seconds = draw_seconds(context, start, end);
  }
  return at_moment(context, *seconds, zone);
}

std::optional<DateTime> draw_between_dates(const Context& context, std::int64_t start, std::int64_t end,
                                           const TimeZone* zone) {
  auto seconds = draw_seconds(context, start, end);
  if (!seconds) return std::nullopt;
  // Faker drops the fraction of a moment before 1970 that has no zone.
  if (*seconds < 0 && zone == nullptr) seconds = std::trunc(*seconds);
  return at_moment(context, *seconds, zone);
}

void append_repr(const DateTime& moment, Output& out) {
  const calendar::Date date = calendar::date_of(moment.day());
  const std::int64_t second = moment.time() / kSecond;
  const std::int64_t micros = moment.time() % kSecond;
  out.append("datetime.datetime(");
  out.append_integer(int{date.year()});
  const std::int64_t fields[] = {unsigned{date.month()}, unsigned{date.day()}, second / 3600,
                                 second / 60 % 60,       second % 60,          micros};
  // The seconds and what follows are left out where they are zero.
  const std::size_t count = micros != 0 ? 6 : second % 60 != 0 ? 5 : 4;
  for (std::size_t i = 0; i < count; ++i) {
    out.append(", ");
    out.append_integer(fields[i]);
  }
  out.append(')');
  out.set_kind(Kind::encoded);
}

void append_day(std::int64_t days, Output& out) {
  if (out.notation() != Notation::repr) return calendar::append_date(days, out);
  const calendar::Date date = calendar::date_of(days);
  out.append("datetime.date(");
  out.append_integer(int{date.year()});
  out.append(", ");
  out.append_integer(unsigned{date.month()});
  out.append(", ");
  out.append_integer(unsigned{date.day()});
  out.append(')');
  out.set_kind(Kind::encoded);
}

}  // namespace phoney::date_time
