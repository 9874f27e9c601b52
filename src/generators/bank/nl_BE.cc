// Belgium's account number: bank, account and what both leave modulo 97, where 97 stands for 0.

#include "engine/session.h"
#include "generators/bank/locales.h"
#include "generators/check_digits.h"

namespace phoney::bank {
namespace {

void bban(Context& context, Output& out) {
  const std::size_t start = out.size();
  context.table(0).pick(context.random(), out);
  context.random().digits(out.reserve(7), 7);
  out.commit(7);
  const std::uint32_t remainder = remainder_of(out.view_from(start), 97);
  out.append_padded_integer(remainder == 0 ? 97 : remainder, 2);
}

constexpr GeneratorSpec generators[] = {
    generator<bban>("bban", "A Belgian account number, with its check digits.").tables({"_VALID_BANK_CODES"}),
};

}  // namespace

std::span<const GeneratorSpec> nl_BE() { return generators; }

}  // namespace phoney::bank
