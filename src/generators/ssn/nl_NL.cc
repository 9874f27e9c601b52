// The Netherlands' citizen service number (BSN): nine digits that pass the test of eleven.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// The first eight are a sample without repetition, drawn anew until the test is passed.
void ssn(Context& context, Output& out) {
  constexpr std::array<std::uint8_t, 8> kWeights = {9, 8, 7, 6, 5, 4, 3, 2};
  const std::size_t start = out.size();
  std::uint32_t check;
  do {
    out.truncate(start);
    context.random().sample(10, 8,
                            [&](std::size_t digit) { out.append(digit_character(static_cast<std::uint32_t>(digit))); });
    check = weighted_sum(out.view_from(start), kWeights) % 11;
  } while (check == 10);
  out.append(digit_character(check));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Dutch citizen service number (BSN), with its check digit."),
};

}  // namespace

std::span<const GeneratorSpec> nl_NL() { return generators; }

}  // namespace phoney::ssn
