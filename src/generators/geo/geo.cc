#include "generators/geo/geo.h"

#include <array>
#include <charconv>
#include <string>

#include "base/python_decimal.h"
#include "engine/list_writer.h"
#include "engine/session.h"
#include "generators/geo/coordinate.h"
#include "generators/geo/places.h"

namespace phoney {
namespace {

constexpr std::int64_t kHalfTurn = 180'000'000;  // in millionths of a degree

struct CoordinateArgs {
  std::optional<double> center = {};
  double radius = 0.001;
};
void coordinate(Context& context, const CoordinateArgs& args, Output& out) {
  Random& random = context.random();
  if (!args.center) return append_millionths(random.range(-kHalfTurn, kHalfTurn), out);
  if (!append_coordinate_near(random, *args.center, args.radius, out)) {
    context.fail(ErrorCode::generation_failed, "`center` or `radius` has more digits than Python's Decimal supports");
  }
}

// Half a coordinate, which has a seventh place if it needs one.
void latitude(Context& context, Output& out) {
  const std::int64_t drawn = context.random().range(-kHalfTurn, kHalfTurn);
  if (drawn % 2 == 0) return append_millionths(drawn / 2, out);
  const std::size_t start = out.size();
  char digits[20];
  const char* const end = std::to_chars(digits, digits + sizeof digits, std::abs(drawn) * 5).ptr;
  append_python_decimal(drawn < 0, {digits, static_cast<std::size_t>(end - digits)}, -7, out);
  finish_python_decimal(out, start);
}

void longitude(Context& context, Output& out) { append_millionths(context.random().range(-kHalfTurn, kHalfTurn), out); }

void latlng(Context& context, Output& out) {
  ListWriter pair(out, Sequence::tuple);
  pair.item([&] { context.call_value(0, out); });
  pair.item([&] { context.call_value(1, out); });
  pair.finish();
}

struct LocationArgs {
  bool coords_only = false;
};
void location_on_land(Context& context, const LocationArgs& args, Output& out) {
  const Table places = context.table(0);
  append_place(places.child(places.pick_index(context.random())), args.coords_only, out);
}

constexpr GeneratorSpec generators[] = {
    generator<coordinate>("coordinate", "A coordinate in degrees, as a string to keep all digits.")
        .param<&CoordinateArgs::center>("center", "The coordinate to stay near; null for any coordinate.")
        .param<&CoordinateArgs::radius>("radius", "Maximum distance from `center`, in degrees."),
    generator<latitude>("latitude", "A latitude in degrees."),
    generator<longitude>("longitude", "A longitude in degrees."),
    generator<latlng>("latlng", "A latitude and a longitude.")
        .calls({"latitude", "longitude"})
        .returns(ResultType::list),
    local_latlng_generator<LocalArgs>(),
    generator<location_on_land>("location_on_land", "A place on land: coordinates, name, country code, time zone.")
        .param<&LocationArgs::coords_only>("coords_only", "Whether to return only the coordinates.")
        .tables({"land_coords"})
        .returns(ResultType::list),
};

}  // namespace

std::span<const ClassGenerators> geo_generators() {
  static const std::array<ClassGenerators, 5> classes = {{
      {"geo", "default", generators},
      {"geo", "bn_BD", geo_bn_BD()},
      {"geo", "de_AT", geo_de_AT()},
      {"geo", "el_GR", geo_el_GR()},
      {"geo", "mk_MK", geo_mk_MK()},
  }};
  return classes;
}

}  // namespace phoney
