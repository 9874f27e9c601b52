// Dates and times as text by a pattern, and the parts of a date.

#include "generators/date_time/texts.h"

#include "calendar/strftime.h"
#include "generators/date_time/classes.h"

namespace phoney::date_time {
namespace {

void date(Context& context, const TextArgs& args, Output& out) {
  if (const auto moment = draw_date_time(context, args.end_datetime))
    calendar::append_strftime(moment->wall, args.pattern, out);
}

void time(Context& context, const TextArgs& args, Output& out) {
  const auto moment = draw_date_time(context, args.end_datetime);
  if (moment) calendar::append_strftime(calendar::on_first_of_1900(moment->time()), args.pattern, out);
}

constexpr GeneratorSpec generators[] = {
    text_generator<date, date_defaults>("date", "A date from 1970 to today, as a string.")
        .param<&TextArgs::pattern>("pattern", kPatternHelp)
        .param<&TextArgs::end_datetime>("end_datetime", kEndHelp),
    text_generator<time, time_defaults>("time", "A time of day, as a string.")
        .param<&TextArgs::pattern>("pattern", kPatternHelp)
        .param<&TextArgs::end_datetime>("end_datetime", kEndHelp),
    generator<date_part<'p'>>("am_pm", "AM or PM.").calls({"date"}),
    generator<date_part<'d'>>("day_of_month", "A day of the month, from 01 to 31.").calls({"date"}),
    generator<date_part<'A'>>("day_of_week", "A day of the week.").calls({"date"}),
    generator<date_part<'m'>>("month", "A month, from 01 to 12.").calls({"date"}),
    generator<date_part<'B'>>("month_name", "The name of a month.").calls({"date"}),
    generator<date_part<'Y'>>("year", "A year from 1970 to the current one.").calls({"date"}),
};

}  // namespace

std::span<const GeneratorSpec> texts() { return generators; }

}  // namespace phoney::date_time
