// Italy's VAT number: seven digits, the office that issued it and Luhn's check digit.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/company/locales.h"

namespace phoney::company {
namespace {

constexpr std::size_t kDigits = 10;

// Offices are numbered 1 to 100; the four after them have numbers of their own.
std::uint32_t draw_vat_office(Random& random) {
  constexpr std::array<std::uint32_t, 4> kOthers = {120, 121, 888, 999};
  const std::uint32_t office = 1 + random.below(104);
  return office <= 100 ? office : kOthers[office - 101];
}

void company_vat(Context& context, Output& out) {
  out.append("IT");
  const std::size_t start = out.size();
  context.random().digits(out.reserve(kDigits), kDigits - 3);
  out.commit(kDigits - 3);
  out.append_padded_integer(draw_vat_office(context.random()), 3);
  out.append(luhn_check_digit(out.view_from(start)));
}

constexpr GeneratorSpec generators[] = {
    generator<company_vat>("company_vat", "A VAT number, with its check digit."),
};

}  // namespace

std::span<const GeneratorSpec> it_IT() { return generators; }

}  // namespace phoney::company
