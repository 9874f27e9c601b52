// Taiwan's identity number: a letter for the place, the sex, seven digits and a check digit.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// The letters' numbers, A to Z; their two digits count 1 and 9 times, and the others 8 to 1 times.
constexpr std::array<std::uint32_t, 26> kLetters = {10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21,
                                                    22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33};
constexpr std::array<std::uint8_t, 8> kWeights = {8, 7, 6, 5, 4, 3, 2, 1};

void ssn(Context& context, Output& out) {
  const std::uint32_t letter = context.random().below(26);
  out.append(static_cast<char>('A' + letter));
  const std::size_t digits = out.size();
  out.append(digit_character(1 + context.random().below(2)));
  context.random().digits(out.reserve(7), 7);
  out.commit(7);
  const std::uint32_t sum =
      kLetters[letter] / 10 + kLetters[letter] % 10 * 9 + weighted_sum(out.view_from(digits), kWeights);
  out.append(digit_character((10 - sum % 10) % 10));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Taiwanese identity number, with its check digit."),
};

}  // namespace

std::span<const GeneratorSpec> zh_TW() { return generators; }

}  // namespace phoney::ssn
