#include "generators/address/address.h"
#include "generators/address/regions.h"

namespace phoney::address {
namespace {

enum { kStates, kPostcodes };

void append_postcode(Context& context, std::string_view state, Output& out) {
  const Table postcodes = context.table(kPostcodes);
  const auto entry = postcodes.find(state);
  if (!entry) return fail_unknown(context, "state_abbr", state);
  const Table ranges = postcodes.child(*entry);
  const Table ends = ranges.child(ranges.pick_index(context.random()));
  out.append_padded_integer(static_cast<std::uint64_t>(draw_between(context.random(), ends)), 5);
}

void postcode_in_state(Context& context, const StateArgs& args, Output& out) {
  append_postcode(context,
                  args.state_abbr ? *args.state_abbr : context.table(kStates).keys().pick_text(context.random()), out);
}

// A state's names: in full, in short.
void administrative_unit(Context& context, Output& out) {
  const Table states = context.table(kStates);
  states.child(states.pick_index(context.random())).pick(context.random(), out);
}

void city_state(Context& context, Output& out) {
  const Table states = context.table(kStates);
  const std::size_t state = states.pick_index(context.random());
  append_postcode(context, states.keys().text(state), out);
  out.append(' ');
  context.call(0, out);
  out.append(", ");
  out.append(states.child(state).pick_text(context.random()));
}

constexpr GeneratorSpec generators[] = {
    generator<postcode_in_state>("postcode_in_state", "A postal code of a state.")
        .param<&StateArgs::state_abbr>("state_abbr", "State, such as JHR; random if null.")
        .tables({"states", "states_postcode"}),
    generator<administrative_unit>("administrative_unit", "A state.").tables({"states"}),
    generator<city_state>("city_state", "A postal code, a city and a state.")
        .tables({"states", "states_postcode"})
        .calls({"city"}),
};

}  // namespace

std::span<const GeneratorSpec> en_MS() { return generators; }

}  // namespace phoney::address
