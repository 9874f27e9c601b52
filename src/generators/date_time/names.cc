// The names of days and months in the languages that have their own: each is a table indexed by the number that the
// locale's `date` returns.

#include "generators/date_time/classes.h"
#include "generators/date_time/texts.h"

namespace phoney::date_time {
namespace {

template <char Directive>
void named_part(Context& context, Output& out) {
  const std::size_t start = out.size();
  date_part<Directive>(context, out);
  const Table names = context.table(0);
  const auto found = names.find(out.view_from(start));
  out.truncate(start);
  if (!found) return context.fail(ErrorCode::generation_failed, "Faker has no name for what `date` gives here");
  names.append(*found, out);
}

constexpr auto kDayOfWeek = generator<named_part<'w'>>("day_of_week", "A day of the week.").calls({"date"});
constexpr auto kMonthName = generator<named_part<'m'>>("month_name", "The name of a month.").calls({"date"});
constexpr auto kAmPm = generator<named_part<'p'>>("am_pm", "AM or PM.").calls({"date"});
constexpr auto kTraditionalMonth =
    generator<named_part<'m'>>("traditional_month_name", "The traditional name of a month.").calls({"date"});

constexpr GeneratorSpec common_generators[] = {
    kDayOfWeek.tables({"DAY_NAMES"}),
    kMonthName.tables({"MONTH_NAMES"}),
};

constexpr GeneratorSpec arabic_generators[] = {
    kDayOfWeek.tables({"DAY_NAMES"}),
    kMonthName.tables({"MONTH_NAMES"}),
    kAmPm.tables({"AM_PM"}),
};

constexpr GeneratorSpec gujarati_generators[] = {
    kDayOfWeek.tables({"DAY_NAMES"}),
    kMonthName.tables({"MONTH_NAMES"}),
    generator<named_part<'w'>>("day_of_week_in_guj", "A day of the week, in Gujarati script.")
        .tables({"DAY_NAMES_IN_GUJARATI"})
        .calls({"date"}),
    generator<named_part<'m'>>("month_name_in_guj", "The name of a month, in Gujarati script.")
        .tables({"MONTH_NAMES_IN_GUJARATI"})
        .calls({"date"}),
    generator<named_part<'m'>>("month_in_guj", "The name of a month, in Gujarati script.")
        .tables({"MONTH_NAMES_IN_GUJARATI"})
        .calls({"date"}),
};

constexpr GeneratorSpec japanese_generators[] = {
    kDayOfWeek.tables({"DAY_NAMES"}),
    kMonthName.tables({"MONTH_NAMES"}),
    kTraditionalMonth.tables({"TRADITIONAL_MONTH_NAMES"}),
};

// A year of the Republic of China's calendar, whose first is 1912.
void minguo_year(Context& context, Output& out) {
  const std::size_t start = out.size();
  date_part<'Y'>(context, out);
  std::int64_t year = 0;
  for (const char digit : out.view_from(start)) year = year * 10 + (digit - '0');
  out.truncate(start);
  out.append_integer(year - 1911);
}

constexpr GeneratorSpec taiwanese_generators[] = {
    kDayOfWeek.tables({"DAY_NAMES"}),
    kMonthName.tables({"MONTH_NAMES"}),
    generator<minguo_year>("minguo_year", "A year in the Minguo calendar of the Republic of China.").calls({"date"}),
};

}  // namespace

std::span<const GeneratorSpec> localized_names() { return common_generators; }
std::span<const GeneratorSpec> arabic() { return arabic_generators; }
std::span<const GeneratorSpec> gujarati() { return gujarati_generators; }
std::span<const GeneratorSpec> japanese() { return japanese_generators; }
std::span<const GeneratorSpec> taiwanese() { return taiwanese_generators; }

}  // namespace phoney::date_time
