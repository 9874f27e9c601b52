// Ukraine's license plates. Regions and diplomats' levels come from Python's global random module, not from Faker's.

#include <optional>

#include "engine/session.h"
#include "generators/automotive/locales.h"

namespace phoney::automotive {
namespace {

struct RegionArgs {
  std::optional<std::string> region_name;
};

struct PlateArgs {
  std::optional<std::string> region_name;
  bool temporary_plate = false;
};

struct Region {
  std::string_view letters;
  std::string_view number;
};

// A region and one of its pairs of letters; nothing if there is no region of that name. Table 0 has the regions: name
// to (letters, number).
std::optional<Region> draw_region(Context& context, const std::optional<std::string>& name) {
  Random& random = context.session().global_random();
  const Table regions = context.table(0);
  const auto found = name ? regions.find(*name) : std::optional(regions.pick_index(random));
  if (!found) {
    std::string names;
    for (std::size_t i = 0; i < regions.size(); ++i) names.append(i > 0 ? ", " : "").append(regions.keys().text(i));
    context.fail(ErrorCode::generation_failed, "`region_name` must be one of " + names);
    return std::nullopt;
  }
  const Table region = regions.child(*found);
  return Region{region.child(0).pick_text(random), region.child(1).text(0)};
}

void license_plate(Context& context, const PlateArgs& args, Output& out) {
  const auto region = draw_region(context, args.region_name);
  if (!region) return;
  if (args.temporary_plate) {
    out.append(region->number);
    out.append(' ');
  }
  out.append(region->letters);
  context.call(0, out);
  if (!args.temporary_plate) context.call(1, out);
}

void plate_region_code(Context& context, const RegionArgs& args, Output& out) {
  if (const auto region = draw_region(context, args.region_name)) out.append(region->number);
}

void plate_letter_prefix(Context& context, const RegionArgs& args, Output& out) {
  if (const auto region = draw_region(context, args.region_name)) out.append(region->letters);
}

// The car's number is drawn even for the level that does not show it.
void diplomatic_license_plate(Context& context, Output& out) {
  constexpr std::string_view kLevels[] = {"CDP", "DP", "S"};
  const std::uint32_t level = context.session().global_random().below(3);
  const std::int64_t country = context.random().range(100, 999);
  const std::int64_t car = context.random().range(100, 999);
  out.append(kLevels[level]);
  out.append(' ');
  out.append_integer(country);
  if (level == 0) return;
  out.append(' ');
  out.append_integer(car);
}

constexpr std::string_view kRegionName = "Name of the region; random if null.";

constexpr GeneratorSpec generators[] = {
    generator<license_plate>("license_plate", kLicensePlate)
        .param<&PlateArgs::region_name>("region_name", kRegionName)
        .param<&PlateArgs::temporary_plate>("temporary_plate",
                                            "A temporary license plate, which starts with the region's number.")
        .tables({"license_region_data"})
        .calls({"plate_number", "plate_letter_suffix"}),
    generator<plate_region_code>("plate_region_code", "The code of the region that issues a license plate.")
        .param<&RegionArgs::region_name>("region_name", kRegionName)
        .tables({"license_region_data"}),
    generator<plate_letter_prefix>("plate_letter_prefix", "The letters that a license plate starts with.")
        .param<&RegionArgs::region_name>("region_name", kRegionName)
        .tables({"license_region_data"}),
    generator<diplomatic_license_plate>("diplomatic_license_plate", "A diplomatic license plate."),
};

}  // namespace

std::span<const GeneratorSpec> uk_UA() { return generators; }

}  // namespace phoney::automotive
