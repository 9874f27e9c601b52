// France's social security number (NIR): sex, year and month of birth, place, serial and a key.

#include "engine/session.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// Corsica's departments 2A and 2B count as 19 and 18. The key is what lacks to a multiple of 97.
std::uint32_t key_of(std::string_view number) {
  std::uint32_t remainder = 0;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const bool corsica = i + 1 < number.size() && number[i + 1] >= 'A';
    const auto value = static_cast<std::uint32_t>(number[i] >= 'A' ? 'A' + 9 - number[i] : number[i] - '0');
    remainder = (remainder * 10 + (corsica ? 1 : value)) % 97;
  }
  return 97 - remainder;
}

void ssn(Context& context, Output& out) {
  Random& random = context.random();
  const std::size_t start = out.size();
  out.append_padded_integer(1 + random.below(2), 1);
  out.append_padded_integer(random.below(100), 2);
  out.append_padded_integer(1 + random.below(12), 2);
  const std::size_t place = context.table(0).pick_index(random);
  out.append(context.table(0).text(place));
  out.append(context.table(1).text(place));
  out.append_padded_integer(1 + random.below(999), 3);
  out.append_padded_integer(key_of(out.view_from(start)), 2);
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A French social security number (NIR), with its key.")
        .tables({"column(departments_and_municipalities, 0)", "column(departments_and_municipalities, 1)"}),
};

}  // namespace

std::span<const GeneratorSpec> fr_FR() { return generators; }

}  // namespace phoney::ssn
