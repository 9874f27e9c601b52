// Turkey's identity number (T.C. Kimlik No): nine digits, the first not 0, and two check digits.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// The first check digit is seven times the sum of every second digit, less the sum of the others; the second is the sum
// of all ten before it.
void ssn(Context& context, Output& out) {
  std::array<std::uint32_t, 9> digits;
  std::uint32_t sum = 0;
  std::uint32_t tenth = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    digits[i] = i == 0 ? 1 + context.random().below(9) : context.random().below(10);
    sum += digits[i];
    tenth += digits[i] * (i % 2 == 0 ? 7 : 9);  // 9 for minus 1, modulo 10
    out.append(digit_character(digits[i]));
  }
  tenth %= 10;
  out.append(digit_character(tenth));
  out.append(digit_character((sum + tenth) % 10));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Turkish identity number (T.C. Kimlik No), with its check digits."),
};

}  // namespace

std::span<const GeneratorSpec> tr_TR() { return generators; }

}  // namespace phoney::ssn
