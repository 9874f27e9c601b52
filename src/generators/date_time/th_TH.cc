// Dates as the Thai write them: their names, and years of the Buddhist era.

#include "generators/date_time/classes.h"
#include "generators/date_time/texts.h"
#include "generators/date_time/thai_strftime.h"

namespace phoney::date_time {
namespace {

void append_thai(const Context& context, const TextArgs& args, Output& out) {
  const auto moment = draw_date_time(context, args.end_datetime);
  if (!moment) return;
  const ThaiNames names{context.table(0), context.table(1), context.table(2), context.table(3)};
  append_thai_strftime(names, moment->wall, args.pattern, {args.thai_digit, args.buddhist_era}, out);
}

void date(Context& context, const TextArgs& args, Output& out) { append_thai(context, args, out); }
void time(Context& context, const TextArgs& args, Output& out) { append_thai(context, args, out); }

struct CenturyArgs {
  bool thai_digit = false;
  bool buddhist_era = true;
};

void century(Context& context, const CenturyArgs& args, Output& out) {
  const std::size_t start = out.size();
  out.append_integer(1 + context.random().below(args.buddhist_era ? 25 : 21));
  if (args.thai_digit) to_thai_digits(out, start);
}

constexpr std::string_view kDigitHelp = "Whether to use Thai digits.";
constexpr std::string_view kEraHelp = "Whether to use the Buddhist era.";

constexpr GeneratorSpec with_text(GeneratorSpec spec) {
  return spec.param<&TextArgs::pattern>("pattern", kPatternHelp)
      .param<&TextArgs::end_datetime>("end_datetime", kEndHelp)
      .param<&TextArgs::thai_digit>("thai_digit", kDigitHelp)
      .tables({"_TH_ABBR_WEEKDAYS", "_TH_FULL_WEEKDAYS", "_TH_ABBR_MONTHS", "_TH_FULL_MONTHS"});
}

constexpr GeneratorSpec generators[] = {
    with_text(text_generator<date, thai_date_defaults>("date", "A date from 1970 to today, as a string."))
        .param<&TextArgs::buddhist_era>("buddhist_era", kEraHelp),
    with_text(text_generator<time, time_defaults>("time", "A time of day, as a string.")),
    generator<century>("century", "A century as a number.")
        .param<&CenturyArgs::thai_digit>("thai_digit", kDigitHelp)
        .param<&CenturyArgs::buddhist_era>("buddhist_era", "Whether to use the Buddhist era."),
};

}  // namespace

std::span<const GeneratorSpec> thai() { return generators; }

}  // namespace phoney::date_time
