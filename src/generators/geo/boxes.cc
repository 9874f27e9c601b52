// Countries whose coordinates are drawn around a middle.

#include "engine/session.h"
#include "generators/geo/coordinate.h"
#include "generators/geo/geo.h"

namespace phoney {
namespace {

struct Span {
  double center;
  double radius;
};

template <Span kSpan>
void near(Context& context, Output& out) {
  append_coordinate_near(context.random(), kSpan.center, kSpan.radius, out);
}

template <Span kLatitude, Span kLongitude>
constexpr GeneratorSpec kBox[] = {
    generator<near<kLatitude>>("local_latitude", "A latitude in the locale's country."),
    generator<near<kLongitude>>("local_longitude", "A longitude in the locale's country."),
};

}  // namespace

std::span<const GeneratorSpec> geo_de_AT() { return kBox<Span{47.60707, 1}, Span{13.37208, 2}>; }
std::span<const GeneratorSpec> geo_mk_MK() { return kBox<Span{41.6, 0.75}, Span{21.74, 1.29}>; }

}  // namespace phoney
