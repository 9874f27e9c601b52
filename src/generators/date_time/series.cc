// time_series: points in time at equal distances, each with a value.

#include <cmath>

#include "base/python_float.h"
#include "engine/list_writer.h"
#include "generators/date_time/classes.h"
#include "generators/date_time/draws.h"

namespace phoney::date_time {
namespace {

constexpr double kMostPoints = 100'000;  // Faker's is lazy and has no end; a value here is whole

struct SeriesArgs {
  When start_date{"-30d"};
  When end_date{"now"};
  std::optional<Span> precision;
  std::optional<Zone> tzinfo;
};

// Faker's timestamp_to_datetime. Before 1970 it drops the fraction, and with a zone takes the count for the wall's.
std::optional<DateTime> point(const Context& context, double seconds, const calendar::TimeZone* zone) {
  return seconds >= 0 ? at_moment(context, seconds, zone) : on_wall(context, std::trunc(seconds), zone);
}

void append_pair(const DateTime& moment, const calendar::TimeZone* zone, double value, Output& out) {
  const bool json = out.notation() == Notation::json;
  out.append(json ? "[" : "(");
  const std::size_t start = out.size();
  out.set_kind(Kind::text);
  append(moment, zone, out);
  finish_item(out, start);
  out.append(json ? "," : ", ");
  char* const target = out.reserve(kMaxFloatBytes);
  out.commit(static_cast<std::size_t>(put_python_float(value, target) - target));
  out.append(json ? ']' : ')');
  out.set_kind(Kind::encoded);
}

void time_series(Context& context, const SeriesArgs& args, Output& out) {
  const calendar::TimeZone* zone = rules_of(args.tzinfo);
  const auto start = timestamp(context, args.start_date, zone);
  if (!start) return;
  const auto end = timestamp(context, args.end_date, zone);
  if (!end) return;
  const auto length = static_cast<double>(*end - *start);
  const double step = args.precision ? args.precision->seconds : length / 30;
  if (length < 0) return context.fail(ErrorCode::generation_failed, "`end_date` must not be before `start_date`");
  if (!(step > 0) && length > 0) return context.fail(ErrorCode::generation_failed, "`precision` must be more than 0");
  if (length > step * kMostPoints) {
    return context.fail(ErrorCode::capacity_exceeded,
                        "the series has more than 100000 points; set a larger `precision`, or a shorter time from "
                        "`start_date` to `end_date`");
  }
  ListWriter list(out);
  const auto last = static_cast<double>(*end);
  auto seconds = static_cast<double>(*start);
  while (seconds < last && context.may_go_on(out)) {
    const auto moment = point(context, seconds, zone);
    if (!moment) return;
    const double value = step * context.random().uniform01();
    list.item([&] { append_pair(*moment, zone, value, out); });
    seconds += step;
  }
  list.finish();
}

constexpr GeneratorSpec generators[] = {
    generator<time_series>("time_series", "A time series: pairs of a date and time and a number, at equal intervals.")
        .param<&SeriesArgs::start_date>("start_date", "The first date and time.")
        .param<&SeriesArgs::end_date>("end_date", "The end, which is excluded.")
        .param<&SeriesArgs::precision>("precision",
                                       "The interval, and the highest number; a thirtieth of the whole time if null.")
        .param<&SeriesArgs::tzinfo>("tzinfo", kZoneHelp)
        .returns(ResultType::list),
};

}  // namespace

std::span<const GeneratorSpec> series() { return generators; }

}  // namespace phoney::date_time
