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

// What stands in the parentheses of Python's repr() for a date, and for a time of day, of which the seconds and what
// follows are left out where they are zero.
void append_date_fields(calendar::Date date, Output& out) {
  out.append_integer(int{date.year()});
  out.append(", ");
  out.append_integer(unsigned{date.month()});
  out.append(", ");
  out.append_integer(unsigned{date.day()});
}
void append_time_fields(std::int64_t time, Output& out) {
  const std::int64_t second = time / kSecond;
  const std::int64_t micros = time % kSecond;
  const std::int64_t fields[] = {second / 3600, second / 60 % 60, second % 60, micros};
  const std::size_t count = micros != 0 ? 4 : second % 60 != 0 ? 3 : 2;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out.append(", ");
    out.append_integer(fields[i]);
  }
}

}  // namespace

void fail_out_of_range(const Context& context) {
  context.fail(ErrorCode::generation_failed, "the date is outside of Python's years, 1 to 9999");
}

std::optional<Now> now_in(const Context& context, const TimeZone* zone) {
  const std::int64_t now = now_microseconds(context);
  if (zone == nullptr) return Now{DateTime{now}};
  const auto moment = in_range(context, zone->at(now));
  if (!moment) return std::nullopt;
  return Now{*moment, zone->folded(calendar::floor_divide(now, kSecond))};
}

std::optional<std::int64_t> timestamp(const Context& context, const When& when, const TimeZone* zone) {
  switch (when.kind) {
    case When::Kind::moment:
      return second_in_range(context, when.number);
    case When::Kind::day:
      return when.day * kDaySeconds;
    case When::Kind::today:
      return today(context) * kDaySeconds;
    case When::Kind::number:
    case When::Kind::now:
    case When::Kind::relative:
      break;
  }
  // Python computes the zone's time even if it does not need it.
  const auto now = now_in(context, zone);
  if (!now) return std::nullopt;
  if (when.kind == When::Kind::number) return when.number;
  if (when.kind == When::Kind::now) return now_seconds(context);
  const std::int64_t wall = now->moment.wall;
  const std::int64_t fraction = calendar::floor_divide(wall, kSecond) * kSecond - wall + kSecond;
  const std::int64_t seconds =
      calendar::floor_divide(wall, kSecond) + when.delta.seconds + (when.delta.microseconds >= fraction ? 1 : 0);
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

void append_repr(const DateTime& moment, const TimeZone* zone, Output& out) {
  const calendar::Date date = calendar::date_of(moment.day());
  out.append("datetime.datetime(");
  append_date_fields(date, out);
  out.append(", ");
  append_time_fields(moment.time(), out);
  if (zone != nullptr) {
    if (zone->folded(calendar::floor_divide(moment.wall, kSecond) - moment.offset)) out.append(", fold=1");
    out.append(", tzinfo=");
    append_zone(zone->name(), out);
  }
  out.append(')');
  out.set_kind(Kind::encoded);
}

void append_day(std::int64_t days, Output& out) {
  if (out.notation() != Notation::repr) return calendar::append_date(days, out);
  out.append("datetime.date(");
  append_date_fields(calendar::date_of(days), out);
  out.append(')');
  out.set_kind(Kind::encoded);
}

void append_time(std::int64_t microseconds, Output& out) {
  if (out.notation() != Notation::repr) return calendar::append_time(microseconds, out);
  out.append("datetime.time(");
  append_time_fields(microseconds, out);
  out.append(')');
  out.set_kind(Kind::encoded);
}

void append_delta(calendar::Timedelta delta, Output& out) {
  if (out.notation() == Notation::json) return calendar::append_iso(delta, out);
  if (out.notation() == Notation::python) return calendar::append_python(delta, out);
  out.append("datetime.timedelta(");
  const std::size_t start = out.size();
  const auto field = [&](std::string_view name, std::int64_t count) {
    if (count == 0) return;
    if (out.size() > start) out.append(", ");
    out.append(name);
    out.append_integer(count);
  };
  field("days=", delta.days());
  field("seconds=", delta.seconds - delta.days() * kDaySeconds);
  field("microseconds=", delta.microseconds);
  out.append(out.size() > start ? ")" : "0)");
  out.set_kind(Kind::encoded);
}

void append_zone(std::string_view name, Output& out) {
  if (out.notation() != Notation::repr) return out.append(name);
  out.append("zoneinfo.ZoneInfo(key='");
  out.append(name);
  out.append("')");
  out.set_kind(Kind::encoded);
}

}  // namespace phoney::date_time
