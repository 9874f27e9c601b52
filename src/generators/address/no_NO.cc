#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/address/address.h"

namespace phoney::address {
namespace {

// The letter is drawn first, whether the number's form has a place for one or not.
void building_number(Context& context, Output& out) {
  const std::size_t start = out.size();
  const std::string_view suffix = context.table(0).pick_text(context.random());
  out.append(context.table(1).pick_text(context.random()));
  numerify(context.random(), out, start);
  replace_all(out, start, "?", suffix);
}

constexpr GeneratorSpec generators[] = {
    generator<building_number>("building_number", "A building number.")
        .tables({"building_number_suffixes", "building_number_formats"}),
};

}  // namespace

std::span<const GeneratorSpec> no_NO() { return generators; }

}  // namespace phoney::address
