// Russia's correspondent accounts: 301, fourteen digits and, drawn before these, the code of the credit organization.

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/bank/locales.h"

namespace phoney::bank {
namespace {

void correspondent_account(Context& context, Output& out) {
  constexpr std::size_t kDigits = 14;
  out.append("301");
  const std::size_t digits = out.size();
  out.reserve(kDigits);
  out.commit(kDigits);
  const std::size_t code = out.size();
  context.table(0).pick(context.random(), out);
  numerify(context.random(), out, code);
  context.random().digits(out.data() + digits, kDigits);
}

constexpr GeneratorSpec generators[] = {
    generator<correspondent_account>("correspondent_account", "The account of a Russian bank at another bank.")
        .tables({"credit_organization_code_formats"}),
};

}  // namespace

std::span<const GeneratorSpec> ru_RU() { return generators; }

}  // namespace phoney::bank
