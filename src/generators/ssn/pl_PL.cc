// Poland's personal number (PESEL) as the ssn provider draws it: with the date of any moment since 1970.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/date_time/birth.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// The month also encodes the century.
void ssn(Context& context, Output& out) {
  constexpr std::array<std::uint8_t, 10> kWeights = {9, 7, 3, 1, 9, 7, 3, 1, 9, 7};
  const auto day = date_time::drawn_day(context, 0, out);
  if (!day) return;
  const calendar::Date date = calendar::date_of(*day);
  const int year = static_cast<int>(date.year());
  const std::size_t start = out.size();
  out.append_padded_integer(static_cast<unsigned>(year % 100), 2);
  out.append_padded_integer(static_cast<unsigned>(date.month()) + static_cast<unsigned>(year / 100 + 1) % 5 * 20, 2);
  out.append_padded_integer(static_cast<unsigned>(date.day()), 2);
  context.random().digits(out.reserve(4), 4);
  out.commit(4);
  out.append(digit_character(weighted_sum(out.view_from(start), kWeights) % 10));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Polish personal number (PESEL), with its check digit.").calls({"date_time"}),
};

}  // namespace

std::span<const GeneratorSpec> pl_PL() { return generators; }

}  // namespace phoney::ssn
