// Poland's REGON and VAT (NIP) numbers.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/company/locales.h"

namespace phoney::company {
namespace {

constexpr std::array<std::uint8_t, 8> kRegonWeights = {8, 9, 2, 3, 4, 5, 6, 7};
constexpr std::array<std::uint8_t, 13> kLocalRegonWeights = {2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8};
constexpr std::array<std::uint8_t, 9> kVatWeights = {6, 5, 7, 2, 3, 4, 5, 6, 7};

// A REGON's check digit: a remainder of 10 counts as 0.
template <std::size_t N>
char regon_check_digit(const char* digits, const std::array<std::uint8_t, N>& weights) {
  return digit_character(weighted_sum({digits, N}, weights) % 11 % 10);
}

// Starts with the number of a voivodeship, which is odd.
void regon(Context& context, Output& out) {
  char* digits = out.reserve(9);
  const std::uint32_t voivodeship = context.random().below(50) * 2 + 1;
  digits[0] = digit_character(voivodeship / 10);
  digits[1] = digit_character(voivodeship % 10);
  context.random().digits(digits + 2, 6);
  digits[8] = regon_check_digit(digits, kRegonWeights);
  out.commit(9);
}

void local_regon(Context& context, Output& out) {
  char* digits = out.reserve(14);
  regon(context, out);
  context.random().digits(digits + 9, 4);
  digits[13] = regon_check_digit(digits, kLocalRegonWeights);
  out.commit(5);
}

// A remainder of 10 makes Faker draw another number.
void company_vat(Context& context, Output& out) {
  char* digits = out.reserve(10);
  std::uint32_t remainder = 10;
  while (remainder == 10) {
    for (std::size_t i = 0; i < 3; ++i) digits[i] = digit_character(1 + context.random().below(9));
    context.random().digits(digits + 3, 6);
    remainder = weighted_sum({digits, 9}, kVatWeights) % 11;
  }
  digits[9] = digit_character(remainder);
  out.commit(10);
}

constexpr GeneratorSpec generators[] = {
    generator<regon>("regon", "A company's REGON of 9 digits, with its check digit."),
    generator<local_regon>("local_regon", "A local unit's REGON of 14 digits, with its check digits."),
    generator<company_vat>("company_vat", "A VAT number (NIP), with its check digit."),
};

}  // namespace

std::span<const GeneratorSpec> pl_PL() { return generators; }

}  // namespace phoney::company
