#include "generators/address/address.h"
#include "generators/address/regions.h"

namespace phoney::address {
namespace {

void postcode_in_state(Context& context, const StateArgs& args, Output& out) {
  const auto range = postcodes_of_state(context, args);
  if (range) out.append_padded_integer(static_cast<std::uint64_t>(draw_between(context.random(), *range)), 4);
}

constexpr GeneratorSpec generators[] = {
    generator<postcode_in_state>("postcode_in_state", "A postal code of a state.")
        .param<&StateArgs::state_abbr>("state_abbr", "State, such as ԱԳ; random if null.")
        .tables({"states_abbr", "states_postcode"}),
};

}  // namespace

std::span<const GeneratorSpec> hy_AM() { return generators; }

}  // namespace phoney::address
