// Britain's number for value-added tax: of companies, government departments and health authorities.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

void append_digits(Random& random, std::size_t count, Output& out) {
  random.digits(out.reserve(count), count);
  out.commit(count);
}

// With the check digits, the weighted sum is a multiple of 97.
void append_company(Random& random, bool branch, Output& out) {
  constexpr std::array<std::uint8_t, 7> kWeights = {8, 7, 6, 5, 4, 3, 2};
  std::array<char, 7> digits;
  random.digits(digits.data(), digits.size());
  const std::uint32_t remainder = weighted_sum({digits.data(), digits.size()}, kWeights) % 97;
  out.append("GB");
  out.append(std::string_view(digits.data(), 3));
  out.append(' ');
  out.append(std::string_view(digits.data() + 3, 4));
  out.append(' ');
  out.append_padded_integer((97 - remainder) % 97, 2);
  if (!branch) return;
  out.append(' ');
  append_digits(random, 3, out);
}

void vat_id(Context& context, Output& out) {
  Random& random = context.random();
  const std::string_view format = context.table(0).pick_text(random);
  if (format == "GBGD###" || format == "GBHA###") {
    out.append(format.substr(0, 4));
    return out.append_padded_integer((format == "GBHA###" ? 500 : 0) + random.below(500), 3);
  }
  append_company(random, format == "GB### #### ## ###", out);
}

constexpr GeneratorSpec generators[] = {
    generator<vat_id>("vat_id", "A British VAT number.").tables({"vat_id_formats"}),
};

}  // namespace

std::span<const GeneratorSpec> en_GB() { return generators; }

}  // namespace phoney::ssn
