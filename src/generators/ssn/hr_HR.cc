// Croatia's personal identification number (OIB): ten digits and that of ISO 7064, MOD 11,10.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// The digits are all ten, in some order.
void ssn(Context& context, Output& out) {
  const std::size_t start = out.size();
  context.random().sample(10, 10,
                          [&](std::size_t digit) { out.append(digit_character(static_cast<std::uint32_t>(digit))); });
  out.append(mod_11_10_check_digit(out.view_from(start)));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Croatian personal identification number (OIB), with its check digit."),
};

}  // namespace

std::span<const GeneratorSpec> hr_HR() { return generators; }

}  // namespace phoney::ssn
