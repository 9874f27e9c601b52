// Algeria's national identification number (NIN): nationality, sex, year, place and register of the birth, and a key.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// The key has two digits, of which the first is always 0. Luhn's digit is that of the number with a 0 behind it, since
// the key starts with the last digit undoubled.
void ssn(Context& context, Output& out) {
  Random& random = context.random();
  const std::size_t start = out.size();
  out.append(digit_character(1 + random.below(2)));
  out.append(digit_character(random.below(2)));
  out.append_padded_integer((1950 + random.below(57)) % 1000, 3);
  out.append_padded_integer(1 + random.below(58), 2);
  out.append_padded_integer(1 + random.below(20), 2);
  out.append_padded_integer(1 + random.below(99'999), 5);
  out.append_padded_integer(1 + random.below(99), 2);
  out.append('0');
  out.append(luhn_check_digit(out.view_from(start)));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "An Algerian national identification number, with its key."),
};

}  // namespace

std::span<const GeneratorSpec> ar_DZ() { return generators; }

}  // namespace phoney::ssn
