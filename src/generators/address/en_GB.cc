#include "engine/session.h"
#include "generators/address/address.h"

namespace phoney::address {
namespace {

// Each character of a format stands for a set: a list of strings, or one string of which a character is drawn. The set
// of the space has one member, which takes a draw too.
void postcode(Context& context, Output& out) {
  Random& random = context.random();
  const Table sets = context.table(1);
  for (const char place : context.table(0).pick_text(random)) {
    const Table set = sets.child(*sets.find({&place, 1}));
    if (set.size() > 1) {
      out.append(set.pick_text(random));
    } else {
      const std::string_view letters = set.text(0);
      out.append(letters[random.choice_index(letters.size())]);
    }
  }
}

constexpr GeneratorSpec generators[] = {
    generator<postcode>("postcode", "A postal code.").tables({"postcode_formats", "_postcode_sets"}),
};

}  // namespace

std::span<const GeneratorSpec> en_GB() { return generators; }

}  // namespace phoney::address
