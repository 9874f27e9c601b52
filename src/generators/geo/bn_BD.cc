// Bangladesh: the places are of this country unless another is asked for.

#include "generators/geo/geo.h"
#include "generators/geo/places.h"

namespace phoney {
namespace {

struct BangladeshArgs : LocalArgs {
  BangladeshArgs() { country_code = "BD"; }
};

constexpr GeneratorSpec generators[] = {local_latlng_generator<BangladeshArgs>()};

}  // namespace

std::span<const GeneratorSpec> geo_bn_BD() { return generators; }

}  // namespace phoney
