// North Macedonia's account number: bank, account and two check digits (ISO 7064, MOD 97-10).

#include "engine/session.h"
#include "generators/bank/locales.h"
#include "generators/check_digits.h"

namespace phoney::bank {
namespace {

void bban(Context& context, Output& out) {
  char* digits = out.reserve(13);
  context.random().digits(digits, 13);
  out.commit(13);
  out.append_padded_integer(mod_97_10_check(mod_97_10_remainder({digits, 13})), 2);
}

constexpr GeneratorSpec generators[] = {
    generator<bban>("bban", "A Macedonian account number, with its check digits."),
};

}  // namespace

std::span<const GeneratorSpec> mk_MK() { return generators; }

}  // namespace phoney::bank
