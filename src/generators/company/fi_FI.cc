// Finland's business identity code, 1234567-8, and the VAT number that is made of it.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/company/locales.h"

namespace phoney::company {
namespace {

constexpr std::size_t kBody = 7;
constexpr std::array<std::uint8_t, kBody> kWeights = {7, 9, 10, 5, 8, 4, 2};

// Writes seven digits and the check digit. A remainder of 1 would need a check digit of 10: another number is drawn.
void write_business_id(Random& random, char* digits) {
  for (;;) {
    digits[0] = digit_character(1 + random.below(9));
    random.digits(digits + 1, kBody - 1);
    const std::uint32_t remainder = weighted_sum({digits, kBody}, kWeights) % 11;
    if (remainder == 1) continue;
    digits[kBody] = digit_character(remainder == 0 ? 0 : 11 - remainder);
    return;
  }
}

void company_business_id(Context& context, Output& out) {
  char* id = out.reserve(kBody + 2);
  write_business_id(context.random(), id);
  id[kBody + 1] = id[kBody];
  id[kBody] = '-';
  out.commit(kBody + 2);
}

void company_vat(Context& context, Output& out) {
  out.append("FI");
  write_business_id(context.random(), out.reserve(kBody + 1));
  out.commit(kBody + 1);
}

constexpr GeneratorSpec generators[] = {
    generator<company_business_id>("company_business_id", "A business identity code (Y-tunnus), with its check digit."),
    generator<company_vat>("company_vat", "A VAT number, with its check digit."),
};

}  // namespace

std::span<const GeneratorSpec> fi_FI() { return generators; }

}  // namespace phoney::company
