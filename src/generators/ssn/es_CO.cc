// Colombia's tax number (NIT) with its check digit, of persons and companies.

#include <algorithm>

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// The digits count, from the last, as many times as these say.
constexpr std::array<std::uint32_t, 15> kFactors = {3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71};

char check_digit(std::string_view number) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < std::min(number.size(), kFactors.size()); ++i) {
    sum += static_cast<std::uint32_t>(number[number.size() - 1 - i] - '0') * kFactors[i];
  }
  const std::uint32_t remainder = sum % 11;
  // Never 10, which would need a remainder of 1, for which the digit is 1.
  return digit_character(remainder < 2 ? remainder : 11 - remainder);
}

void with_check_digit(Context& context, Output& out) {
  const std::size_t start = out.size();
  context.call(0, out);
  const char check = check_digit(out.view_from(start));
  out.append('-');
  out.append(check);
}

constexpr GeneratorSpec generators[] = {
    generator<with_check_digit>("natural_person_nit_with_check_digit",
                                "A Colombian tax number (NIT) of a person, with its check digit.")
        .calls({"natural_person_nit"}),
    generator<with_check_digit>("legal_person_nit_with_check_digit",
                                "A Colombian tax number (NIT) of a company, with its check digit.")
        .calls({"legal_person_nit"}),
};

}  // namespace

std::span<const GeneratorSpec> es_CO() { return generators; }

}  // namespace phoney::ssn
