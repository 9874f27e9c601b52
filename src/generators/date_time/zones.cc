// Time zones by name.

#include <fmt/format.h>

#include "generators/date_time/classes.h"
#include "generators/date_time/draws.h"

namespace phoney::date_time {
namespace {

// One of the time zones of a country, table 0.
std::string_view draw_zone(const Context& context) {
  const Table countries = context.table(0);
  const Table zones = countries.child(countries.pick_index(context.random()));
  return zones.pick_text(context.random());
}

void timezone(Context& context, Output& out) { out.append(draw_zone(context)); }

// Some languages translate the names of zones, which then name none.
void pytimezone(Context& context, Output& out) {
  const std::string_view name = draw_zone(context);
  if (calendar::is_time_zone(name)) return append_zone(name, out);
  context.fail(ErrorCode::generation_failed, fmt::format("Faker fails here too: no time zone is called {}", name));
}

constexpr GeneratorSpec generators[] = {
    generator<timezone>("timezone", "The name of a time zone.").tables({R"(column(countries, "timezones"))"}),
    generator<pytimezone>("pytimezone", "A time zone.").tables({R"(column(countries, "timezones"))"}),
};

}  // namespace

std::span<const GeneratorSpec> zones() { return generators; }

}  // namespace phoney::date_time
