// North Macedonia's citizen number (EMBG): date of birth, region, sex and century, serial and a check digit.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// The day is one of the first 28. The remainder that has no digit is written as 0.
void ssn(Context& context, Output& out) {
  constexpr std::array<std::uint8_t, 12> kWeights = {7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
  Random& random = context.random();
  const std::size_t start = out.size();
  const std::uint32_t year = 1950 + random.below(56);
  const std::uint32_t month = 1 + random.below(12);
  const std::uint32_t day = 1 + random.below(28);
  const bool male = random.below(2) == 0;
  const std::uint32_t sex = (male ? 5 : 0) + random.below(5);
  out.append_padded_integer(day, 2);
  out.append_padded_integer(month, 2);
  out.append_padded_integer(year % 1000, 3);
  out.append(context.table(0).text(0));
  out.append(digit_character(sex));
  out.append_padded_integer(random.below(100), 2);
  const std::uint32_t check = 11 - weighted_sum(out.view_from(start), kWeights) % 11;
  out.append(digit_character(check < 10 ? check : 0));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Macedonian citizen number (EMBG), with its check digit.").tables({"REGION_CODE"}),
};

}  // namespace

std::span<const GeneratorSpec> mk_MK() { return generators; }

}  // namespace phoney::ssn
