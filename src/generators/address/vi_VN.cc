#include "generators/address/address.h"
#include "generators/address/regions.h"

namespace phoney::address {
namespace {

// A province has one or more ranges of postal codes.
void postcode_in_state(Context& context, const StateArgs& args, Output& out) {
  const auto ranges = postcodes_of_state(context, args);
  if (!ranges) return;
  const Table range = ranges->child(ranges->pick_index(context.random()));
  out.append_padded_integer(static_cast<std::uint64_t>(draw_between(context.random(), range)), 5);
}

constexpr GeneratorSpec generators[] = {
    generator<postcode_in_state>("postcode_in_state", "A postal code of a state.")
        .param<&StateArgs::state_abbr>("state_abbr", "Province, such as HN; random if null.")
        .tables({"provinces_abbr", "provinces_postcode"}),
};

}  // namespace

std::span<const GeneratorSpec> vi_VN() { return generators; }

}  // namespace phoney::address
