#include "generators/address/address.h"
#include "generators/address/spanish.h"

namespace phoney::address {
namespace {

enum { kMunicipalities, kProvinces };
enum { kSecondaryAddress, kStreetAddress };

// Faker draws the street last, though it stands first.
void full_address(Context& context, Output& out) {
  const Table municipalities = context.table(kMunicipalities);
  const Table municipality = municipalities.child(municipalities.pick_index(context.random()));
  const std::size_t start = out.size();
  append_or_drop(context, kSecondaryAddress, " ", out);
  prepend(context, kStreetAddress, start, out);
  out.append('\n');
  out.append(municipality.text(1));
  out.append(' ');
  out.append(municipality.text(0));
  out.append(", ");
  const Table provinces = context.table(kProvinces);
  if (const auto province = provinces.find(municipality.text(2))) out.append(provinces.text(*province));
}

constexpr GeneratorSpec generators[] = {
    generator<full_address>("address", "A complete address.")
        .tables({"municipalities", "provinces"})
        .calls({"secondary_address", "street_address"}),
};

}  // namespace

std::span<const GeneratorSpec> es_AR() { return generators; }

}  // namespace phoney::address
