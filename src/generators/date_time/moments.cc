// Moments from a fixed start to one that is given: date_time, unix_time and what is made of them.

#include <algorithm>
#include <array>

#include "base/python_float.h"
#include "generators/date_time/classes.h"
#include "generators/date_time/texts.h"

namespace phoney::date_time {

std::optional<DateTime> draw_date_time(const Context& context, const std::optional<When>& end) {
  const auto last = timestamp_or_now(context, end);
  if (!last) return std::nullopt;
  const auto seconds = draw_seconds(context, 0, *last);
  if (!seconds) return std::nullopt;
  return on_wall(context, *seconds, nullptr);
}

namespace {

constexpr std::int64_t kYearOne = calendar::kFirstDay * calendar::kDaySeconds;

struct EndArgs {
  std::optional<When> end_datetime;
};
struct ZonedEndArgs {
  std::optional<Zone> tzinfo;
  std::optional<When> end_datetime;
};
struct ZonedRangeArgs : ZonedEndArgs {
  std::optional<When> start_datetime;
};
struct RangeArgs {
  std::optional<When> end_datetime;
  std::optional<When> start_datetime;
};

struct IsoArgs {
  std::optional<Zone> tzinfo;
  std::optional<When> end_datetime;
  std::string sep = "T";
  std::string timespec = "auto";

  Result<void> check() const;
};

constexpr std::array<std::string_view, 6> kTimespecs = {"auto",    "hours",        "minutes",
                                                        "seconds", "milliseconds", "microseconds"};

Result<void> IsoArgs::check() const {
  std::size_t characters = 0;
  for (const char c : sep) characters += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  if (characters == 1) return {};
  return make_error(ErrorCode::invalid_argument, "`sep` must be one character, for example T", "sep");
}

// date_time_ad's; the fixed start may be any.
std::optional<DateTime> draw_from(const Context& context, std::int64_t start, const std::optional<When>& end,
                                  const std::optional<Zone>& zone) {
  const auto last = timestamp_or_now(context, end);
  if (!last) return std::nullopt;
  const auto seconds = draw_seconds(context, start, *last);
  if (!seconds) return std::nullopt;
  return on_wall(context, *seconds, rules_of(zone));
}

// Without arguments a moment goes from register to register: an optional one passes through memory, in parts that the
// processor must wait for when it reads them as one.
void date_time(Context& context, const ZonedEndArgs& args, Output& out) {
  const std::int64_t now = now_seconds(context);
  if (!args.tzinfo && !args.end_datetime && now >= 0 && calendar::second_in_range(now) &&
      out.notation() != Notation::repr) [[likely]] {
    const auto [second, micros] = calendar::round_seconds(uniform_seconds(context.random(), 0, now));
    const char separator = out.notation() == Notation::json ? 'T' : ' ';
    if (micros == calendar::kSecond) [[unlikely]]
      return calendar::append_iso(second + 1, 0, out, separator);
    return calendar::append_iso(second, static_cast<std::uint32_t>(micros), out, separator);
  }
  if (const auto moment = draw_from(context, 0, args.end_datetime, args.tzinfo))
    append(*moment, rules_of(args.tzinfo), out);
}

void date_time_ad(Context& context, const ZonedRangeArgs& args, Output& out) {
  const auto start = args.start_datetime ? timestamp(context, *args.start_datetime) : kYearOne;
  if (!start) return;
  if (const auto moment = draw_from(context, *start, args.end_datetime, args.tzinfo))
    append(*moment, rules_of(args.tzinfo), out);
}

void iso8601(Context& context, const IsoArgs& args, Output& out) {
  const auto moment = draw_from(context, 0, args.end_datetime, args.tzinfo);
  if (!moment) return;
  const auto precision = std::find(kTimespecs.begin(), kTimespecs.end(), args.timespec) - kTimespecs.begin();
  append_iso(*moment, out, args.sep, static_cast<calendar::Precision>(precision));
}

void date_object(Context& context, const EndArgs& args, Output& out) {
  if (const auto moment = draw_date_time(context, args.end_datetime)) append_day(moment->day(), out);
}

void time_object(Context& context, const EndArgs& args, Output& out) {
  if (const auto moment = draw_date_time(context, args.end_datetime)) append_time(moment->time(), out);
}

void unix_time(Context& context, const RangeArgs& args, Output& out) {
  const auto start = args.start_datetime ? timestamp(context, *args.start_datetime) : 0;
  if (!start) return;
  const auto end = timestamp_or_now(context, args.end_datetime);
  if (!end) return;
  const auto seconds = draw_seconds(context, *start, *end);
  if (!seconds) return;
  char* const target = out.reserve(kMaxFloatBytes);
  out.commit(static_cast<std::size_t>(put_python_float(*seconds, target) - target));
  out.set_kind(Kind::number);
}

void time_delta(Context& context, const EndArgs& args, Output& out) {
  const std::int64_t start = now_seconds(context);
  const auto end = timestamp_or_now(context, args.end_datetime);
  if (!end) return;
  const std::int64_t length = *end - start;
  const auto seconds = draw_seconds(context, std::min<std::int64_t>(length, 0), std::max<std::int64_t>(length, 0));
  const auto delta = calendar::Timedelta::from_seconds(*seconds);
  if (!delta) {
    context.fail(ErrorCode::generation_failed, "the duration is longer than 999999999 days, Python's limit");
  } else {
    append_delta(*delta, out);
  }
}

constexpr std::string_view kStartHelp = "The earliest date.";

constexpr GeneratorSpec generators[] = {
    generator<date_time>("date_time", "A date and time from 1970 to now.")
        .param<&ZonedEndArgs::tzinfo>("tzinfo", kZoneHelp)
        .param<&ZonedEndArgs::end_datetime>("end_datetime", kEndHelp),
    generator<date_time_ad>("date_time_ad", "A date and time from the year 1 to now.")
        .param<&ZonedEndArgs::tzinfo>("tzinfo", kZoneHelp)
        .param<&ZonedEndArgs::end_datetime>("end_datetime", kEndHelp)
        .param<&ZonedRangeArgs::start_datetime>("start_datetime", "The earliest date; the year 1 if null."),
    generator<iso8601>("iso8601", "A date and time from 1970 to now, as a string in ISO 8601.")
        .param<&IsoArgs::tzinfo>("tzinfo", kZoneHelp)
        .param<&IsoArgs::end_datetime>("end_datetime", kEndHelp)
        .param<&IsoArgs::sep>("sep", "The character between date and time.")
        .param<&IsoArgs::timespec>("timespec", "The last unit of the time to write.", kTimespecs),
    generator<date_object>("date_object", "A date from 1970 to today.")
        .param<&EndArgs::end_datetime>("end_datetime", kEndHelp),
    generator<time_object>("time_object", "A time of day.").param<&EndArgs::end_datetime>("end_datetime", kEndHelp),
    generator<unix_time>("unix_time", "Seconds since 1970, up to now.")
        .param<&RangeArgs::end_datetime>("end_datetime", kEndHelp)
        .param<&RangeArgs::start_datetime>("start_datetime", kStartHelp)
        .returns(ResultType::number),
    generator<time_delta>("time_delta", "A duration between now and a given date.")
        .param<&EndArgs::end_datetime>("end_datetime", "The date; now if null, which gives an empty duration."),
};

}  // namespace

std::span<const GeneratorSpec> moments() { return generators; }

}  // namespace phoney::date_time
