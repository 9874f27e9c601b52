// Romania's personal number (CNP) and tax number (CIF), with their check digits.

#include <chrono>

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

std::uint32_t days_in(std::uint32_t year, std::uint32_t month) {
  const auto last = std::chrono::year{static_cast<int>(year)} / std::chrono::month{month} / std::chrono::last;
  return static_cast<unsigned>(last.day());
}

// The first digit encodes sex and century: 1 and 2 the twentieth, 3 and 4 the nineteenth, 5 and 6 the twenty-first. The
// check digit 10 is written 1.
void ssn(Context& context, Output& out) {
  constexpr std::array<std::uint8_t, 12> kWeights = {2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9};
  Random& random = context.random();
  const std::size_t start = out.size();
  const std::uint32_t sex = 1 + random.below(8);
  const std::uint32_t year = random.below(100);
  const std::uint32_t month = 1 + random.below(12);
  const std::uint32_t century = sex == 3 || sex == 4 ? 1800 : sex == 5 || sex == 6 ? 2000 : 1900;
  const std::uint32_t day = 1 + random.below(days_in(century + year, month));
  out.append(digit_character(sex));
  out.append_padded_integer(year, 2);
  out.append_padded_integer(month, 2);
  out.append_padded_integer(day, 2);
  const std::string_view county = context.table(0).pick_text(random);
  if (county.size() == 1) out.append('0');
  out.append(county);
  out.append_padded_integer(1 + random.below(999), 3);
  const std::uint32_t check = weighted_sum(out.view_from(start), kWeights) % 11;
  out.append(digit_character(check == 10 ? 1 : check));
}

void vat_id(Context& context, Output& out) {
  constexpr std::array<std::uint8_t, 9> kWeights = {7, 5, 3, 2, 1, 7, 5, 3, 2};
  const std::size_t start = out.size();
  context.table(0).pick(context.random(), out);
  numerify(context.random(), out, start);
  const std::string_view number = out.view_from(out.size() - kWeights.size());
  out.append(digit_character(10 * weighted_sum(number, kWeights) % 11 % 10));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Romanian personal number (CNP), with its check digit.").tables({"elements"}),
    generator<vat_id>("vat_id", "A Romanian tax number, with its check digit.").tables({"vat_id_formats"}),
};

}  // namespace

std::span<const GeneratorSpec> ro_RO() { return generators; }

}  // namespace phoney::ssn
