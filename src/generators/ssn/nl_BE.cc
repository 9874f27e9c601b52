// Belgium's national number (rijksregisternummer) and number for value-added tax.

#include <cstring>
#include <string>

#include "calendar/strftime.h"
#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/date_time/birth.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// The check digits complete the number to a multiple of 97. For births from 2000 on, a 2 precedes the number. Faker
// checks only the first digit of the year, so the 2 is there until 2999, but not from 3000 on.
void ssn(Context& context, Output& out) {
  static const std::string kPattern = "%y%m%d";
  const auto day = date_time::drawn_day(context, 0, out);
  if (!day) return;
  const bool with_two = static_cast<int>(calendar::date_of(*day).year()) / 1000 == 2;
  const std::size_t start = out.size();
  if (with_two) out.append('2');
  calendar::append_strftime(*day * calendar::kDay, kPattern, out);
  out.append_padded_integer(1 + context.random().below(998), 3);
  const std::uint32_t check = 97 - remainder_of(out.view_from(start), 97);
  if (with_two) {
    std::memmove(out.data() + start, out.data() + start + 1, out.size() - start - 1);
    out.truncate(out.size() - 1);
  }
  out.append_padded_integer(check, 2);
}

void vat_id(Context& context, Output& out) {
  out.append("BE");
  const std::size_t start = out.size();
  out.append(digit_character(context.random().below(2)));
  context.random().digits(out.reserve(7), 7);
  out.commit(7);
  out.append_padded_integer(97 - remainder_of(out.view_from(start), 97), 2);
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Belgian national number, with its check digits.").calls({"date"}),
    generator<vat_id>("vat_id", "A Belgian VAT number, with its check digits."),
};

}  // namespace

std::span<const GeneratorSpec> nl_BE() { return generators; }

}  // namespace phoney::ssn
