#include "generators/address/address.h"
#include "generators/address/regions.h"

namespace phoney::address {
namespace {

void postcode_in_state(Context& context, const StateArgs& args, Output& out) {
  const Table states = context.table(0);
  const std::string_view state = args.state_abbr ? *args.state_abbr : states.pick_text(context.random());
  const Table ranges = context.table(1);
  const auto position = ranges.find(state);
  if (!position) return fail_unknown(context, "state_abbr", state);
  const Table range = ranges.child(*position);
  out.append_padded_integer(static_cast<std::uint64_t>(draw_between(context.random(), range)), 4);
}

constexpr GeneratorSpec generators[] = {
    generator<postcode_in_state>("postcode_in_state", "A postal code of a state.")
        .param<&StateArgs::state_abbr>("state_abbr", "The state, such as ԱԳ; any if not given.")
        .tables({"states_abbr", "states_postcode"}),
};

}  // namespace

std::span<const GeneratorSpec> hy_AM() { return generators; }

}  // namespace phoney::address
