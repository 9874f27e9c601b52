#include "engine/patterns.h"
#include "generators/address/address.h"
#include "generators/address/spanish.h"

namespace phoney::address {
namespace {

enum { kMunicipalities, kDepartments };
enum { kSecondaryAddress, kStreetAddress };

// Faker draws the street last, though it stands first. A municipality's code begins with its department's; the capital
// of a department, whose code ends with 001, goes without the department's name.
void full_address(Context& context, Output& out) {
  Random& random = context.random();
  const Table municipalities = context.table(kMunicipalities);
  const Table municipality = municipalities.child(municipalities.pick_index(random));
  const std::string_view code = municipality.text(0);
  const std::size_t start = out.size();
  append_or_drop(context, kSecondaryAddress, "\n", out);
  out.append('\n');
  out.append(code.substr(0, 2));
  for (int i = 0; i < 4; ++i) out.append(draw_character(random, Draw::digit));
  prepend(context, kStreetAddress, start, out);
  out.append('\n');
  out.append(municipality.text(1));
  if (code.ends_with("001")) return;
  out.append(", ");
  const Table departments = context.table(kDepartments);
  if (const auto department = departments.find(code.substr(0, 2))) out.append(departments.text(*department));
}

constexpr GeneratorSpec generators[] = {
    generator<full_address>("address", "A complete address.")
        .tables({"municipalities", "departments"})
        .calls({"secondary_address", "street_address"}),
};

}  // namespace

std::span<const GeneratorSpec> es_CO() { return generators; }

}  // namespace phoney::address
