#include "engine/session.h"
#include "generators/address/address.h"

namespace phoney::address {
namespace {

// The second draw decides only between the two forms above ground, yet a number that is neither takes both.
void building_number(Context& context, Output& out) {
  Random& random = context.random();
  if (random.below(10000) % 9 < 1) {
    context.call(0, out);
  } else if (random.below(10000) % 9 < 4) {
    context.call(1, out);
  } else {
    out.append_integer(random.range(1, 999));
  }
}

constexpr GeneratorSpec generators[] = {
    generator<building_number>("building_number", "A building number.")
        .calls({"building_number_underground", "building_number_segregated"}),
};

}  // namespace

std::span<const GeneratorSpec> ko_KR() { return generators; }

}  // namespace phoney::address
