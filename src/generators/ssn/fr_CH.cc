// Switzerland's social security number (AHV, AVS), an EAN of the country, and the number of enterprises (UID).

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// The digits are a sample without repetition; every second counts three times.
void ssn(Context& context, Output& out) {
  std::array<char, 13> digits = {'7', '5', '6'};
  std::size_t place = 3;
  context.random().sample(
      10, 9, [&](std::size_t digit) { digits[place++] = digit_character(static_cast<std::uint32_t>(digit)); });
  constexpr std::array<std::uint8_t, 12> kWeights = {1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3};
  digits[12] = digit_character((10 - weighted_sum({digits.data(), 12}, kWeights) % 10) % 10);
  out.append(std::string_view(digits.data(), 3));
  out.append('.');
  out.append(std::string_view(digits.data() + 3, 4));
  out.append('.');
  out.append(std::string_view(digits.data() + 7, 4));
  out.append('.');
  out.append(std::string_view(digits.data() + 11, 2));
}

// The check digits 10 and 11 are written 0 and 5.
void vat_id(Context& context, Output& out) {
  constexpr std::array<std::uint8_t, 8> kWeights = {8, 6, 4, 2, 3, 5, 9, 7};
  out.append("CHE");
  const std::size_t start = out.size();
  context.random().digits(out.reserve(8), 8);
  out.commit(8);
  const std::uint32_t check = 11 - weighted_sum(out.view_from(start), kWeights) % 11;
  out.append(digit_character(check == 10 ? 0 : check == 11 ? 5 : check));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Swiss social security number (AHV, AVS), with its check digit."),
    generator<vat_id>("vat_id", "A Swiss enterprise number (UID)."),
};

}  // namespace

std::span<const GeneratorSpec> fr_CH() { return generators; }

}  // namespace phoney::ssn
