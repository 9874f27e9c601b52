// Switzerland's enterprise identification number: CHE-123.456.789.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/company/locales.h"

namespace phoney::company {
namespace {

constexpr std::size_t kBody = 8;
constexpr std::array<std::uint8_t, kBody> kWeights = {5, 4, 3, 2, 7, 6, 5, 4};

// The digits are a sample without repetition. A remainder of 0 gives 11, of which Faker's slice keeps the first 1,
// where the number's definition has a 0.
void ide(Context& context, Output& out) {
  std::array<char, kBody + 1> digits{};
  std::uint32_t remainder = 1;
  while (remainder == 1) {
    std::size_t i = 0;
    context.random().sample(
        10, kBody, [&](std::size_t digit) { digits[i++] = digit_character(static_cast<std::uint32_t>(digit)); });
    remainder = weighted_sum({digits.data(), kBody}, kWeights) % 11;
  }
  digits[kBody] = digit_character(remainder == 0 ? 1 : 11 - remainder);
  out.append("CHE-");
  out.append(std::string_view(digits.data(), 3));
  out.append('.');
  out.append(std::string_view(digits.data() + 3, 3));
  out.append('.');
  out.append(std::string_view(digits.data() + 6, 3));
}

constexpr GeneratorSpec generators[] = {
    generator<ide>("ide", "A Swiss enterprise identification number, with its check digit."),
};

}  // namespace

std::span<const GeneratorSpec> fr_CH() { return generators; }

}  // namespace phoney::company
