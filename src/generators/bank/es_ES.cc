// Spain's account number (CCC): bank, branch, two check digits and account. The first digit checks bank and branch, the
// second the account.

#include "engine/session.h"
#include "generators/bank/locales.h"
#include "generators/check_digits.h"

namespace phoney::bank {
namespace {

// The powers of 2 modulo 11, for ten digits; bank and branch are eight, and begin with the third.
constexpr std::array<std::uint8_t, 10> kAccountWeights = {1, 2, 4, 8, 5, 10, 9, 7, 3, 6};
constexpr std::array<std::uint8_t, 8> kBranchWeights = {4, 8, 5, 10, 9, 7, 3, 6};

constexpr char check_digit(std::uint32_t sum) {
  const std::uint32_t remainder = sum % 11;
  return digit_character(remainder < 2 ? remainder : 11 - remainder);
}

void bban(Context& context, Output& out) {
  char* digits = out.reserve(20);
  context.random().digits(digits, 8);
  context.random().digits(digits + 10, 10);
  digits[8] = check_digit(weighted_sum({digits, 8}, kBranchWeights));
  digits[9] = check_digit(weighted_sum({digits + 10, 10}, kAccountWeights));
  out.commit(20);
}

constexpr GeneratorSpec generators[] = {
    generator<bban>("bban", "A Spanish account number (CCC), with its check digits."),
};

}  // namespace

std::span<const GeneratorSpec> es_ES() { return generators; }

}  // namespace phoney::bank
