// Canada's social insurance number (SIN): nine digits of which every second counts twice.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// Digits are drawn as they are to be summed; every second is then turned into the one that gives it when doubled.
void ssn(Context& context, Output& out) {
  constexpr std::array<std::uint32_t, 10> kHalved = {0, 5, 1, 6, 2, 7, 3, 8, 4, 9};
  std::array<std::uint32_t, 9> digits;
  digits[0] = 1 + context.random().below(7);
  std::uint32_t sum = digits[0];
  for (std::size_t i = 1; i < 8; ++i) {
    digits[i] = static_cast<std::uint32_t>(context.random().choices_index(10));
    sum += digits[i];
  }
  digits[8] = (10 - sum % 10) % 10;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    out.append(digit_character(i % 2 == 1 ? kHalved[digits[i]] : digits[i]));
    if (i == 2 || i == 5) out.append(' ');
  }
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Canadian social insurance number, with its check digit."),
};

}  // namespace

std::span<const GeneratorSpec> en_CA() { return generators; }

}  // namespace phoney::ssn
