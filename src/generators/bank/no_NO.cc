// Norway's account number: ten digits and a check digit. Accounts of the former Postgiro, whose first four digits are
// zeros, have Luhn's; all others the remainder of a weighted sum.

#include "engine/session.h"
#include "generators/bank/locales.h"
#include "generators/check_digits.h"

namespace phoney::bank {
namespace {

constexpr std::array<std::uint8_t, 10> kWeights = {6, 7, 8, 9, 4, 5, 6, 7, 8, 9};

// A remainder of 10 makes Faker draw another number.
void bban(Context& context, Output& out) {
  char* digits = out.reserve(11);
  const std::string_view number(digits, 10);
  std::uint32_t remainder = 10;
  while (remainder == 10) {
    context.random().digits(digits, 10);
    const bool is_postgiro = number.starts_with("0000");
    remainder =
        is_postgiro ? static_cast<std::uint32_t>(luhn_check_digit(number) - '0') : weighted_sum(number, kWeights) % 11;
  }
  digits[10] = digit_character(remainder);
  out.commit(11);
}

constexpr GeneratorSpec generators[] = {
    generator<bban>("bban", "A Norwegian account number, with its check digit."),
};

}  // namespace

std::span<const GeneratorSpec> no_NO() { return generators; }

}  // namespace phoney::bank
