#include "generators/automotive/automotive.h"

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/automotive/locales.h"
#include "generators/check_digits.h"

namespace phoney {
namespace {

// Letters count by their place in A to I, J to R and S to Z, of which the last starts at 2 (49 CFR 565.15).
constexpr std::uint32_t vin_value(char c) {
  if (c <= '9') return static_cast<std::uint32_t>(c - '0');
  if (c <= 'I') return static_cast<std::uint32_t>(c - 'A') + 1;
  if (c <= 'R') return static_cast<std::uint32_t>(c - 'J') + 1;
  return static_cast<std::uint32_t>(c - 'S') + 2;
}

// Eight characters, the check digit, four characters and four digits, of which the digits are drawn before the
// characters.
void vin(Context& context, Output& out) {
  constexpr std::string_view kCharacters = "1234567890ABCDEFGHJKLMNPRSTUVWXYZ";
  constexpr std::array<std::uint8_t, 17> kWeights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  const std::size_t start = out.size();
  out.append("????????");
  lexify(context.random(), out, start, kCharacters);
  out.append("0????####");
  numerify(context.random(), out, start);
  lexify(context.random(), out, start, kCharacters);
  char* const number = out.data() + start;
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += vin_value(number[i]) * kWeights[i];
  number[8] = sum % 11 == 10 ? 'X' : digit_character(sum % 11);
}

constexpr GeneratorSpec generators[] = {
    generator<vin>("vin", "A vehicle identification number, with its check digit."),
};

}  // namespace

std::span<const ClassGenerators> automotive_generators() {
  static const ClassGenerators classes[] = {
      {"automotive", "default", generators},        {"automotive", "ar_SA", automotive::ar_SA()},
      {"automotive", "az_AZ", automotive::az_AZ()}, {"automotive", "de_AT", automotive::de_AT()},
      {"automotive", "de_CH", automotive::de_CH()}, {"automotive", "es_ES", automotive::es_ES()},
      {"automotive", "es_MX", automotive::es_MX()}, {"automotive", "ja_JP", automotive::ja_JP()},
      {"automotive", "nl_NL", automotive::nl_NL()}, {"automotive", "pl_PL", automotive::pl_PL()},
      {"automotive", "tr_TR", automotive::tr_TR()}, {"automotive", "uk_UA", automotive::uk_UA()},
  };
  return classes;
}

}  // namespace phoney
