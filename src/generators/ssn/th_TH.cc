// Thailand's identity number: kind of person, office, certificate of birth and a check digit.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// Drawn from Python's own random numbers. The check digit counts down from 11, of which 10 and 11 become 0 and 1.
void ssn(Context& context, Output& out) {
  constexpr std::array<std::uint8_t, 12> kWeights = {13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2};
  constexpr std::uint32_t kBangkok = 10;
  Random& random = context.session().global_random();
  const std::size_t start = out.size();
  out.append_padded_integer(1 + random.below(8), 1);
  const std::uint32_t province = 10 + random.below(87);
  out.append_padded_integer(province, 2);
  out.append_padded_integer(1 + random.below(province == kBangkok ? 50 : 20), 2);
  out.append_padded_integer(1 + random.below(99'999), 5);
  out.append_padded_integer(1 + random.below(99), 2);
  const std::uint32_t check = 11 - weighted_sum(out.view_from(start), kWeights) % 11;
  for (const std::size_t place : std::array<std::size_t, 4>{1, 6, 12, 15}) *out.insert(start + place, 1) = '-';
  out.append(digit_character(check % 10));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Thai identity number, with its check digit."),
};

}  // namespace

std::span<const GeneratorSpec> th_TH() { return generators; }

}  // namespace phoney::ssn
