// Israel's identity number (Teudat Zehut): eight digits and Luhn's.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

void ssn(Context& context, Output& out) {
  const std::size_t start = out.size();
  out.append_padded_integer(111'111 + context.random().below(99'999'999 - 111'111), 8);
  out.append(luhn_check_digit(out.view_from(start)));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "An Israeli identity number (Teudat Zehut), with its check digit."),
};

}  // namespace

std::span<const GeneratorSpec> he_IL() { return generators; }

}  // namespace phoney::ssn
