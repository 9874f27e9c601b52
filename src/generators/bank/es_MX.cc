// Mexico's account number (CLABE): bank, city, branch, account and a check digit, with which the weighted sum ends in
// 0.

#include <optional>

#include "engine/session.h"
#include "generators/bank/locales.h"
#include "generators/check_digits.h"

namespace phoney::bank {
namespace {

// A longer code than banks have moves the rest, of which the check digit then leaves out the end.
constexpr std::array<std::uint8_t, 17> kWeights = {3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7};

struct ClabeArgs {
  std::optional<std::int64_t> bank_code;
};

// A code of 0 is as none.
void clabe(Context& context, const ClabeArgs& args, Output& out) {
  Random& random = context.random();
  const std::size_t start = out.size();
  const Table banks = context.table(0);
  const std::int64_t given = args.bank_code.value_or(0);
  const std::int64_t bank = given != 0 ? given : banks.integer(banks.pick_index(random));
  out.append_padded_integer(static_cast<std::uint64_t>(bank), 3);
  out.append_padded_integer(random.below(1'000), 3);
  out.append_padded_integer(random.below(10'000), 4);
  out.append_padded_integer(random.below(10'000'000), 7);
  out.append(digit_character((10 - weighted_sum(out.view_from(start), kWeights) % 10) % 10));
}

constexpr GeneratorSpec generators[] = {
    generator<clabe>("clabe", "A Mexican account number (CLABE), with its check digit.")
        .param<&ClabeArgs::bank_code>("bank_code", "Code of the bank, such as 2; random if 0 or null.")
        .at_least(0)
        .tables({"bank_codes"}),
};

}  // namespace

std::span<const GeneratorSpec> es_MX() { return generators; }

}  // namespace phoney::bank
