// Dates and moments of this century, decade, year or month.

#include "generators/date_time/classes.h"
#include "generators/date_time/draws.h"

namespace phoney::date_time {
namespace {

using calendar::Date;
using calendar::kDaySeconds;

enum class Period : std::uint8_t { century, decade, year, month };

struct MomentArgs {
  bool before_now = true;
  bool after_now = false;
  std::optional<Zone> tzinfo;
};
struct DateArgs {
  bool before_today = true;
  bool after_today = false;
};

// The first days of the period and of the next one.
struct Bounds {
  std::int64_t start;
  std::int64_t next;
};

// Faker makes both, whether it needs them or not, and fails where a year is not one of Python's. A moment's next
// century or decade starts at the latest in 9999; a date's is not held back.
std::optional<Bounds> bounds_of(const Context& context, Period period, std::int64_t day, bool hold_back) {
  const Date now = calendar::date_of(day);
  const int year = static_cast<int>(now.year());
  Date start = now.year() / std::chrono::January / 1;
  Date next = start + std::chrono::years{1};
  if (period == Period::century || period == Period::decade) {
    const int length = period == Period::century ? 100 : 10;
    start -= std::chrono::years{year % length};
    next = start + std::chrono::years{length};
    if (hold_back) next = std::min(next, std::chrono::year{9999} / std::chrono::January / 1);
  } else if (period == Period::month) {
    start = now.year() / now.month() / 1;
    next = start + std::chrono::months{1};
  }
  const Bounds bounds{calendar::days_of(start), calendar::days_of(next)};
  if (calendar::day_in_range(bounds.start) && calendar::day_in_range(bounds.next)) return bounds;
  fail_out_of_range(context);
  return std::nullopt;
}

template <Period P>
void date_time_this(Context& context, const MomentArgs& args, Output& out) {
  const calendar::TimeZone* zone = rules_of(args.tzinfo);
  const auto now = now_in(context, zone);
  if (!now) return;
  const auto bounds = bounds_of(context, P, now->moment.day(), true);
  if (!bounds) return;
  if (!args.before_now && !args.after_now) return append(now->moment, zone, out);
  // In a year or month, Python's replace() keeps the second showing of now for the start, and a month's for its end.
  const bool keeps = P == Period::year || P == Period::month;
  const auto midnight = [&](std::int64_t day, bool fold) {
    return zone == nullptr ? day * kDaySeconds : zone->to_utc(day * kDaySeconds, fold);
  };
  const std::int64_t present = now_seconds(context);
  const std::int64_t start = args.before_now ? midnight(bounds->start, keeps && now->fold) : present;
  const std::int64_t end = args.after_now ? midnight(bounds->next, P == Period::month && now->fold) : present;
  if (!calendar::second_in_range(start) || !calendar::second_in_range(end)) return fail_out_of_range(context);
  if (const auto moment = draw_between_dates(context, start, end, zone)) append(*moment, zone, out);
}

template <Period P>
void date_this(Context& context, const DateArgs& args, Output& out) {
  const std::int64_t now = today(context);
  const auto bounds = bounds_of(context, P, now, false);
  if (!bounds) return;
  if (!args.before_today && !args.after_today) return append_day(now, out);
  const std::int64_t start = args.before_today ? bounds->start : now;
  const std::int64_t end = args.after_today ? bounds->next : now;
  const auto moment = draw_between_dates(context, start * kDaySeconds, end * kDaySeconds, nullptr);
  if (moment) append_day(moment->day(), out);
}

template <Period P>
constexpr GeneratorSpec moment_generator(std::string_view name, std::string_view description) {
  return generator<date_time_this<P>>(name, description)
      .template param<&MomentArgs::before_now>("before_now", "Whether to include the time before now.")
      .template param<&MomentArgs::after_now>("after_now", "Whether to include the time after now.")
      .template param<&MomentArgs::tzinfo>("tzinfo", kZoneHelp);
}

template <Period P>
constexpr GeneratorSpec date_generator(std::string_view name, std::string_view description) {
  return generator<date_this<P>>(name, description)
      .template param<&DateArgs::before_today>("before_today", "Whether to include the days before today.")
      .template param<&DateArgs::after_today>("after_today", "Whether to include the days after today.");
}

constexpr GeneratorSpec generators[] = {
    moment_generator<Period::century>("date_time_this_century", "A date and time of this century."),
    moment_generator<Period::decade>("date_time_this_decade", "A date and time of this decade."),
    moment_generator<Period::year>("date_time_this_year", "A date and time of this year."),
    moment_generator<Period::month>("date_time_this_month", "A date and time of this month."),
    date_generator<Period::century>("date_this_century", "A date of this century."),
    date_generator<Period::decade>("date_this_decade", "A date of this decade."),
    date_generator<Period::year>("date_this_year", "A date of this year."),
    date_generator<Period::month>("date_this_month", "A date of this month."),
};

}  // namespace

std::span<const GeneratorSpec> this_period() { return generators; }

}  // namespace phoney::date_time
