#include "engine/session.h"
#include "generators/address/address.h"

namespace phoney::address {
namespace {

// The postal codes are the keys of the table of cities, in its order: the place drawn for one is the other's.
void postcode_city_province(Context& context, Output& out) {
  const Table postcodes = context.table(0);
  const std::size_t position = postcodes.pick_index(context.random());
  const Table cities = context.table(1).child(position);
  const Table city = cities.child(cities.pick_index(context.random()));
  out.append(postcodes.text(position));
  out.append(", ");
  out.append(city.text(0));
  out.append(" (");
  out.append(city.text(1));
  out.append(')');
}

constexpr GeneratorSpec generators[] = {
    generator<postcode_city_province>("postcode_city_province", "A postal code with its city and province.")
        .tables({"postcode_formats", "cap_city_province"}),
};

}  // namespace

std::span<const GeneratorSpec> it_IT() { return generators; }

}  // namespace phoney::address
