// Greece: coordinates between the outermost points of a polygon around it.

#include <algorithm>
#include <limits>

#include "engine/list_writer.h"
#include "engine/session.h"
#include "generators/geo/coordinate.h"
#include "generators/geo/geo.h"
#include "generators/misc/definition.h"

namespace phoney {
namespace {

// "19.15120" in ten millionths of a degree.
std::int64_t ten_millionths(std::string_view text) {
  constexpr std::size_t kPlaces = 7;
  const std::size_t point = text.find('.');
  std::int64_t value = 0;
  for (std::size_t i = 0; i < point + 1 + kPlaces; ++i) {
    if (i != point) value = value * 10 + (i < text.size() ? text[i] - '0' : 0);
  }
  return value;
}

// The first table holds the points' latitudes or longitudes.
void within(Context& context, Output& out) {
  const Table points = context.table(0);
  std::int64_t low = std::numeric_limits<std::int64_t>::max();
  std::int64_t high = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::int64_t point = ten_millionths(points.text(i));
    low = std::min(low, point);
    high = std::max(high, point);
  }
  append_quantised(static_cast<double>(context.random().range(low, high)) / 10'000'000, out);
}

// What other locales take. Faker ignores all arguments here, so that a call for every locale runs in this one too.
struct IgnoredArgs {
  Value country_code;
  Value coords_only;
};

void local_latlng(Context& context, const IgnoredArgs&, Output& out) {
  ListWriter pair(out, Sequence::tuple);
  pair.item([&] { context.call(0, out); });
  pair.item([&] { context.call(1, out); });
  pair.finish();
}

constexpr GeneratorSpec generators[] = {
    generator<within>("local_latitude", "A latitude in the locale's country.").tables({"column(poly, 0)"}),
    generator<within>("local_longitude", "A longitude in the locale's country.").tables({"column(poly, 1)"}),
    generator<local_latlng>("local_latlng", "A latitude and a longitude in the locale's country.")
        .param<&IgnoredArgs::country_code>("country_code", "Ignored; it exists for compatibility with other locales.")
        .param<&IgnoredArgs::coords_only>("coords_only", "Ignored; it exists for compatibility with other locales.")
        .calls({"local_latitude", "local_longitude"})
        .returns(ResultType::list),
};

}  // namespace

std::span<const GeneratorSpec> geo_el_GR() { return generators; }

}  // namespace phoney
