#include "engine/session.h"
#include "generators/address/address.h"

namespace phoney::address {
namespace {

// A commune's code begins with its region's number, counted from 01.
void commune_and_region(Context& context, Output& out) {
  const Table communes = context.table(0);
  const std::size_t commune = communes.pick_index(context.random());
  const std::string_view code = communes.keys().text(commune);
  const int region = (code[0] - '0') * 10 + (code[1] - '0') - 1;
  out.append(communes.text(commune));
  out.append(", ");
  out.append(context.table(1).text(static_cast<std::size_t>(region)));
}

// Of a person, then of the forms of that person's name.
void historic_people_street_name(Context& context, Output& out) {
  const Table people = context.table(0);
  people.child(people.pick_index(context.random())).pick(context.random(), out);
}

constexpr GeneratorSpec generators[] = {
    generator<commune_and_region>("commune_and_region", "A municipality and its region.")
        .tables({"communes", "regions"}),
    generator<historic_people_street_name>("historic_people_street_name",
                                           "A historical person that a street is named after.")
        .tables({"historic_people_street_names"}),
};

}  // namespace

std::span<const GeneratorSpec> es_CL() { return generators; }

}  // namespace phoney::address
