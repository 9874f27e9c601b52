#include "generators/address/address.h"
#include "generators/address/regions.h"

namespace phoney::address {
namespace {

struct PincodeArgs {
  std::optional<std::string> state_abbr;
  bool include_union_territories = false;
};

enum { kStates, kTerritories, kStateCodes, kTerritoryCodes };

// One of the abbreviations of states and, behind them, of territories.
std::string_view draw_state(const Context& context, bool with_territories) {
  const Table states = context.table(kStates);
  const Table territories = context.table(kTerritories);
  const std::size_t i = context.random().choice_index(states.size() + (with_territories ? territories.size() : 0));
  return i < states.size() ? states.text(i) : territories.text(i - states.size());
}

// The ranges of a state's codes. A territory's go before those of a state of the same abbreviation.
std::optional<Table> code_ranges(const Context& context, std::string_view state, bool with_territories) {
  const bool is_territory = with_territories && context.table(kTerritories).find(state);
  if (!is_territory && !context.table(kStates).find(state)) return std::nullopt;
  if (with_territories) {
    const Table codes = context.table(kTerritoryCodes);
    if (const auto entry = codes.find(state)) return codes.child(*entry);
  }
  const Table codes = context.table(kStateCodes);
  const auto entry = codes.find(state);
  return entry ? std::optional(codes.child(*entry)) : std::nullopt;
}

void pincode_in_state(Context& context, const PincodeArgs& args, Output& out) {
  const bool with_territories = args.include_union_territories;
  const std::string_view state = args.state_abbr ? *args.state_abbr : draw_state(context, with_territories);
  const auto ranges = code_ranges(context, state, with_territories);
  if (!ranges) return fail_unknown(context, "state_abbr", state);
  out.integer(draw_between(context.random(), ranges->child(ranges->pick_index(context.random()))));
}

// There is one range, and drawing it takes a draw.
void pincode_in_military(Context& context, Output& out) {
  const Table ranges = context.table(0);
  out.integer(draw_between(context.random(), ranges.child(ranges.pick_index(context.random()))));
}

constexpr GeneratorSpec in_state(std::string_view name) {
  return generator<pincode_in_state>(name, "A postal code of a state.")
      .param<&PincodeArgs::state_abbr>("state_abbr", "State, such as KL; random if null.")
      .param<&PincodeArgs::include_union_territories>("include_union_territories",
                                                      "Whether to include union territories.")
      .tables({"states_abbr", "union_territories_abbr", "state_pincode", "union_territories_pincode"})
      .returns(ResultType::integer);
}

constexpr GeneratorSpec generators[] = {
    in_state("pincode_in_state"),
    in_state("postcode_in_state"),
    in_state("zipcode_in_state"),
    generator<pincode_in_military>("pincode_in_military", "A military postal code.")
        .tables({"army_pincode"})
        .returns(ResultType::integer),
};

}  // namespace

std::span<const GeneratorSpec> en_IN() { return generators; }

}  // namespace phoney::address
