// Bangladesh: the places are of this country unless another is asked for.

#include <string>

#include "generators/geo/geo.h"
#include "generators/geo/places.h"

namespace phoney {
namespace {

struct LocalArgs {
  std::string country_code = "BD";
  bool coords_only = false;
};
void local_latlng(Context& context, const LocalArgs& args, Output& out) {
  append_local_place(context, args.country_code, args.coords_only, out);
}

constexpr GeneratorSpec generators[] = {
    generator<local_latlng>("local_latlng", "A place in a country: coordinates, name, country code, time zone.")
        .param<&LocalArgs::country_code>("country_code",
                                         "The country, by two letters; null is the value if none is known.")
        .param<&LocalArgs::coords_only>("coords_only", "Only the coordinates.")
        .tables({"land_coords", "column(land_coords, 3)"})
        .returns(ResultType::any),
};

}  // namespace

std::span<const GeneratorSpec> geo_bn_BD() { return generators; }

}  // namespace phoney
