#include "engine/session.h"
#include "generators/address/address.h"

namespace phoney::address {
namespace {

// The first two letters of a word, and a period. The words begin with ASCII letters: ulica, aleja, plac.
void abbreviated(Context& context, Output& out) {
  out.append(context.table(0).pick_text(context.random()).substr(0, 2));
  out.append('.');
}

constexpr GeneratorSpec generators[] = {
    generator<abbreviated>("street_prefix_short", "A street type, abbreviated.").tables({"street_prefixes"}),
    generator<abbreviated>("street_prefix_feminine_short", "A street type of feminine gender, abbreviated.")
        .tables({"street_prefixes_feminine"}),
    generator<abbreviated>("street_prefix_masculine_short", "A street type of masculine gender, abbreviated.")
        .tables({"street_prefixes_masculine"}),
};

}  // namespace

std::span<const GeneratorSpec> pl_PL() { return generators; }

}  // namespace phoney::address
