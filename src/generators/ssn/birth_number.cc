// The birth number (rodne cislo) of Czechia and Slovakia: a date of birth and a serial, up to a multiple of 11.

#include "engine/session.h"
#include "generators/date_time/birth.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// The month is drawn anew, for men or, with 50 added, women. Zeros that Python's int() drops come back only for the
// year, so that what is written may be too short.
void birth_number(Context& context, Output& out) {
  Random& random = context.random();
  const auto day = date_time::drawn_day(context, 0, out);
  if (!day) return;
  const calendar::Date date = calendar::date_of(*day);
  const int year = static_cast<int>(date.year());
  const std::uint64_t short_year = static_cast<unsigned>(year) % 100;
  const auto months = context.table(0);
  const std::string_view month = months.pick_text(random);
  const std::uint64_t serial = year > 1953 ? 1000 + random.below(9000) : 100 + random.below(900);
  std::uint64_t number = short_year * 100 + static_cast<std::uint64_t>((month[0] - '0') * 10 + (month[1] - '0'));
  number = number * 100 + static_cast<unsigned>(date.day());
  number = number * (year > 1953 ? 10'000 : 1'000) + serial;
  const std::size_t start = out.size();
  if (short_year < 10) out.append(short_year == 0 ? "00" : "0");
  out.append_integer(static_cast<std::int64_t>((number + 10) / 11 * 11));
  *out.insert(start + 6, 1) = '/';
}

constexpr GeneratorSpec generators[] = {
    generator<birth_number>("birth_number", "A Czech or Slovak birth number, a multiple of 11.")
        .tables({"national_id_months"})
        .calls({"date_of_birth"}),
};

}  // namespace

std::span<const GeneratorSpec> birth_numbers() { return generators; }

}  // namespace phoney::ssn
