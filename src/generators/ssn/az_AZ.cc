// Azerbaijan's personal identification number (FIN): seven letters and digits.

#include "engine/session.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

void ssn(Context& context, Output& out) {
  const Table characters = context.table(0);
  for (int i = 0; i < 7; ++i) out.append(characters.text(context.random().choices_index(characters.size())));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "An Azerbaijani personal identification number (FIN).").tables({"all_characters"}),
};

}  // namespace

std::span<const GeneratorSpec> az_AZ() { return generators; }

}  // namespace phoney::ssn
