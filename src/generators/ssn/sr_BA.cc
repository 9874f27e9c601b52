// Bosnia and Herzegovina's citizen number (JMB): date of birth, area, personal number and a check digit.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/date_time/birth.h"
#include "generators/date_time/draws.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

constexpr std::array<std::uint8_t, 12> kWeights = {7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};

// A personal number for which there is no check digit is skipped for the next.
void ssn(Context& context, Output& out) {
  static const date_time::BirthArgs kUpTo100{.tzinfo = {}, .minimum_age = 0, .maximum_age = 100};
  const auto day = date_time::drawn_day(context, 0, out, &kUpTo100);
  if (!day) return;
  const calendar::Date date = calendar::date_of(*day);
  const std::size_t start = out.size();
  out.append_padded_integer(static_cast<unsigned>(date.day()), 2);
  out.append_padded_integer(static_cast<unsigned>(date.month()), 2);
  out.append_padded_integer(static_cast<unsigned>(static_cast<int>(date.year())) % 1000, 3);
  context.table(0).pick(context.random(), out);
  const std::size_t personal = out.size();
  std::uint32_t number = context.random().below(1000);
  for (;; number = (number + 1) % 1000) {
    out.append_padded_integer(number, 3);
    const std::uint32_t remainder = weighted_sum(out.view_from(start), kWeights) % 11;
    if (remainder != 1) return out.append(digit_character(remainder == 0 ? 0 : 11 - remainder));
    out.truncate(personal);
  }
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Bosnian citizen number (JMB), with its check digit.")
        .tables({"column(registration_areas, 0)"})
        .calls({"date_of_birth"}),
};

}  // namespace

std::span<const GeneratorSpec> sr_BA() { return generators; }

}  // namespace phoney::ssn
