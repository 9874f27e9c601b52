// Spain's older license plates, by province.

#include <optional>

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/automotive/locales.h"

namespace phoney::automotive {
namespace {

struct ProvinceArgs {
  std::optional<std::string> province_prefix;
};

void license_plate_by_province(Context& context, const ProvinceArgs& args, Output& out) {
  if (args.province_prefix) {
    out.append(*args.province_prefix);
  } else {
    context.table(0).pick(context.random(), out);
  }
  out.append(' ');
  const std::size_t start = out.size();
  out.append("#### ??");
  lexify(context.random(), out, start, context.table(1).text(0));
  numerify(context.random(), out, start);
}

constexpr GeneratorSpec generators[] = {
    generator<license_plate_by_province>(
        "license_plate_by_province", "A license plate of the older series, which starts with the province's letters.")
        .param<&ProvinceArgs::province_prefix>("province_prefix", "Letters of the province; random if null.")
        .tables({"province_prefix", "license_plate_old_format_suffix_letters"}),
};

}  // namespace

std::span<const GeneratorSpec> es_ES() { return generators; }

}  // namespace phoney::automotive
