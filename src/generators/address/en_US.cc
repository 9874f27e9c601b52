#include "generators/address/address.h"
#include "generators/address/regions.h"

namespace phoney::address {
namespace {

struct StateAbbrArgs {
  bool include_territories = true;
  bool include_freely_associated_states = true;
};

// One of three lists, as if they were one.
void state_abbr(Context& context, const StateAbbrArgs& args, Output& out) {
  const bool included[] = {true, args.include_territories, args.include_freely_associated_states};
  std::size_t count = 0;
  for (std::size_t i = 0; i < 3; ++i) count += included[i] ? context.table(i).size() : 0;
  std::size_t chosen = context.random().choice_index(count);
  for (std::size_t i = 0; i < 3; ++i) {
    if (!included[i]) continue;
    const Table list = context.table(i);
    if (chosen < list.size()) return out.append(list.text(chosen));
    chosen -= list.size();
  }
}

enum { kStates, kKnown, kPostcodes };

void postcode_in_state(Context& context, const StateArgs& args, Output& out) {
  const Table postcodes = context.table(kPostcodes);
  const std::string_view state =
      args.state_abbr ? *args.state_abbr : context.table(kStates).pick_text(context.random());
  const auto entry = postcodes.find(state);
  if (!entry || !context.table(kKnown).find(state)) return fail_unknown(context, "state_abbr", state);
  out.append_padded_integer(static_cast<std::uint64_t>(draw_between(context.random(), postcodes.child(*entry))), 5);
}

constexpr GeneratorSpec in_state(std::string_view name, std::string_view description) {
  return generator<postcode_in_state>(name, description)
      .param<&StateArgs::state_abbr>("state_abbr", "State, such as CA; random if null.")
      .tables({"states_abbr", "known_usps_abbr", "states_postcode"});
}

constexpr GeneratorSpec generators[] = {
    generator<state_abbr>("state_abbr", "A state's abbreviation.")
        .param<&StateAbbrArgs::include_territories>("include_territories",
                                                    "Whether to include territories, such as PR.")
        .param<&StateAbbrArgs::include_freely_associated_states>(
            "include_freely_associated_states", "Whether to include freely associated states, such as PW.")
        .tables({"states_abbr", "territories_abbr", "freely_associated_states_abbr"}),
    in_state("postcode_in_state", "A postal code of a state."),
    in_state("postalcode_in_state", "A postal code of a state."),
    in_state("zipcode_in_state", "A ZIP code of a state."),
};

}  // namespace

std::span<const GeneratorSpec> en_US() { return generators; }

}  // namespace phoney::address
