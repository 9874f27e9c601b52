// Dates and moments between two that are given.

#include "generators/date_time/birth.h"
#include "generators/date_time/classes.h"
#include "generators/date_time/draws.h"

namespace phoney::date_time {
namespace {

using calendar::kDaySeconds;

struct BetweenArgs {
  When start_date{"-30y"};
  When end_date{"now"};
  std::optional<Zone> tzinfo;
};
struct DateBetweenArgs {
  When start_date{"-30y"};
  When end_date{"today"};
};
struct FutureArgs {
  When end_date{"+30d"};
  std::optional<Zone> tzinfo;
};
struct PastArgs {
  When start_date{"-30d"};
  std::optional<Zone> tzinfo;
};
struct BetweenDatesArgs {
  std::optional<When> datetime_start;
  std::optional<When> datetime_end;
  std::optional<Zone> tzinfo;
};
struct DateBetweenDatesArgs {
  std::optional<When> date_start;
  std::optional<When> date_end;
};

void append_between(const Context& context, const When& from, const When& to, const std::optional<Zone>& zone,
                    Output& out) {
  const auto start = timestamp(context, from, rules_of(zone));
  if (!start) return;
  const auto end = timestamp(context, to, rules_of(zone));
  if (!end) return;
  if (const auto moment = draw_between(context, *start, *end, rules_of(zone))) append(*moment, rules_of(zone), out);
}

void date_time_between(Context& context, const BetweenArgs& args, Output& out) {
  append_between(context, args.start_date, args.end_date, args.tzinfo, out);
}
void future_datetime(Context& context, const FutureArgs& args, Output& out) {
  static const When start("+1s");
  append_between(context, start, args.end_date, args.tzinfo, out);
}
void past_datetime(Context& context, const PastArgs& args, Output& out) {
  static const When end("-1s");
  append_between(context, args.start_date, end, args.tzinfo, out);
}

void append_date_between(const Context& context, const When& from, const When& to, Output& out) {
  const auto start = date(context, from);
  if (!start) return;
  const auto end = date(context, to);
  if (!end) return;
  const auto moment = draw_between_dates(context, *start * kDaySeconds, *end * kDaySeconds, nullptr);
  if (moment) append_day(moment->day(), out);
}

void date_between(Context& context, const DateBetweenArgs& args, Output& out) {
  append_date_between(context, args.start_date, args.end_date, out);
}
void future_date(Context& context, const FutureArgs& args, Output& out) {
  static const When start("+1d");
  append_date_between(context, start, args.end_date, out);
}
// Faker takes a zone here and does not use it.
void past_date(Context& context, const PastArgs& args, Output& out) {
  static const When end("-1d");
  append_date_between(context, args.start_date, end, out);
}

std::optional<DateTime> draw_between_dates(const Context& context, const std::optional<When>& from,
                                           const std::optional<When>& to, const calendar::TimeZone* zone) {
  const auto start = timestamp_or_now(context, from, zone);
  if (!start) return std::nullopt;
  const auto end = timestamp_or_now(context, to, zone);
  if (!end) return std::nullopt;
  return date_time::draw_between_dates(context, *start, *end, zone);
}

void date_time_between_dates(Context& context, const BetweenDatesArgs& args, Output& out) {
  const auto moment = draw_between_dates(context, args.datetime_start, args.datetime_end, rules_of(args.tzinfo));
  if (moment) append(*moment, rules_of(args.tzinfo), out);
}
void date_between_dates(Context& context, const DateBetweenDatesArgs& args, Output& out) {
  const auto moment = draw_between_dates(context, args.date_start, args.date_end, nullptr);
  if (moment) append_day(moment->day(), out);
}

// The same day some years earlier; 1 March where 29 February does not exist.
std::optional<std::int64_t> years_before(const Context& context, calendar::Date day, std::int64_t years) {
  day -= std::chrono::years{years};
  if (day.year() < std::chrono::year{1}) {
    fail_out_of_range(context);
    return std::nullopt;
  }
  if (!day.ok()) day = day.year() / std::chrono::March / 1;
  return calendar::days_of(day);
}

// Between which days somebody of these ages was born, the first of them excluded.
struct BirthDays {
  std::int64_t today = INT64_MIN;
  std::int64_t minimum_age = 0;
  std::int64_t maximum_age = 0;
  std::int64_t start = 0;
  std::int64_t end = 0;
};

// The days, cached per thread, because a session needs the same ones each time.
const BirthDays* birth_days(const Context& context, const BirthArgs& args) {
  thread_local BirthDays last;
  const calendar::TimeZone* const zone = rules_of(args.tzinfo);
  const auto now = now_in(context, zone);
  if (!now) return nullptr;
  const std::int64_t day = now->moment.day();
  if (last.today == day && last.minimum_age == args.minimum_age && last.maximum_age == args.maximum_age) return &last;
  const auto start = years_before(context, calendar::date_of(day), args.maximum_age + 1);
  if (!start) return nullptr;
  const auto end = years_before(context, calendar::date_of(day), args.minimum_age);
  if (!end) return nullptr;
  last = {day, args.minimum_age, args.maximum_age, *start, *end};
  return &last;
}

void date_of_birth(Context& context, const BirthArgs& args, Output& out) {
  const BirthDays* const days = birth_days(context, args);
  if (days == nullptr) return;
  // Both ends are dates of Python's, so what lies between them is too.
  const double seconds = uniform_seconds(context.random(), days->start * kDaySeconds, days->end * kDaySeconds);
  const auto [second, micros] = calendar::round_seconds(seconds);
  const std::int64_t day = calendar::floor_divide(second + (micros == calendar::kSecond ? 1 : 0), kDaySeconds);
  // Whoever was born on the first day is a year too old.
  append_day(day + (day == days->start ? 1 : 0), out);
}

constexpr std::string_view kStartHelp = "The start.";
constexpr std::string_view kEndHelp = "The end.";

constexpr GeneratorSpec generators[] = {
    generator<date_time_between>("date_time_between", "A date and time between two given ones.")
        .param<&BetweenArgs::start_date>("start_date", kStartHelp)
        .param<&BetweenArgs::end_date>("end_date", kEndHelp)
        .param<&BetweenArgs::tzinfo>("tzinfo", kZoneHelp),
    generator<date_between>("date_between", "A date between two given ones.")
        .param<&DateBetweenArgs::start_date>("start_date", kStartHelp)
        .param<&DateBetweenArgs::end_date>("end_date", kEndHelp),
    generator<future_datetime>("future_datetime", "A date and time in the future, from the next second on.")
        .param<&FutureArgs::end_date>("end_date", kEndHelp)
        .param<&FutureArgs::tzinfo>("tzinfo", kZoneHelp),
    generator<future_date>("future_date", "A date in the future, from tomorrow on.")
        .param<&FutureArgs::end_date>("end_date", kEndHelp),
    generator<past_datetime>("past_datetime", "A date and time in the past, up to a second ago.")
        .param<&PastArgs::start_date>("start_date", kStartHelp)
        .param<&PastArgs::tzinfo>("tzinfo", kZoneHelp),
    generator<past_date>("past_date", "A date in the past, up to yesterday.")
        .param<&PastArgs::start_date>("start_date", kStartHelp)
        .param<&PastArgs::tzinfo>("tzinfo", "Has no effect, as in Faker."),
    generator<date_time_between_dates>("date_time_between_dates", "A date and time between two given ones.")
        .param<&BetweenDatesArgs::datetime_start>("datetime_start", "The start; now if null.")
        .param<&BetweenDatesArgs::datetime_end>("datetime_end", "The end; now if null.")
        .param<&BetweenDatesArgs::tzinfo>("tzinfo", kZoneHelp),
    generator<date_between_dates>("date_between_dates", "A date between two given ones.")
        .param<&DateBetweenDatesArgs::date_start>("date_start", "The start; now if null.")
        .param<&DateBetweenDatesArgs::date_end>("date_end", "The end; now if null."),
    generator<date_of_birth>("date_of_birth", "The date of birth of a person of a given age.")
        .param<&BirthArgs::tzinfo>("tzinfo", "Time zone of the current date, from which the age counts; UTC if null.")
        .param<&BirthArgs::minimum_age>("minimum_age", "The lowest age, in years.")
        .at_least(0)
        .at_most(BirthArgs::kHighestAge)
        .param<&BirthArgs::maximum_age>("maximum_age", "The highest age, in years.")
        .at_least(0)
        .at_most(BirthArgs::kHighestAge),
};

}  // namespace

std::span<const GeneratorSpec> between() { return generators; }

}  // namespace phoney::date_time
