// Saudi Arabia's license plates, which carry the same number in two scripts.

#include <algorithm>
#include <array>

#include "engine/session.h"
#include "generators/automotive/locales.h"

namespace phoney::automotive {
namespace {

constexpr std::size_t kDigits = 4;
constexpr std::size_t kPlate = 8;  // "1234 ABC"

void append_arabic(const Table& map, char c, Output& out) {
  if (const auto found = map.find({&c, 1})) out.append(map.text(*found));
}

// The letters, from the last to the first and spaced, then the digits.
void license_plate_ar(Context& context, Output& out) {
  const Table map = context.table(0);
  const std::size_t start = out.size();
  context.call(0, out);
  std::array<char, kPlate> plate{};
  std::copy_n(out.data() + start, kPlate, plate.data());
  out.truncate(start);
  for (std::size_t i = kPlate; i-- > kDigits + 1;) {
    append_arabic(map, plate[i], out);
    out.append(' ');
  }
  for (std::size_t i = 0; i < kDigits; ++i) append_arabic(map, plate[i], out);
}

struct PlateArgs {
  bool ar = true;
};

void license_plate(Context& context, const PlateArgs& args, Output& out) { context.call(args.ar ? 0 : 1, out); }

constexpr GeneratorSpec generators[] = {
    generator<license_plate_ar>("license_plate_ar", "A license plate in Arabic letters and digits.")
        .tables({"PLATE_MAP"})
        .calls({"license_plate_en"}),
    generator<license_plate>("license_plate", kLicensePlate)
        .param<&PlateArgs::ar>("ar", "Whether to use Arabic letters and digits instead of Latin ones.")
        .calls({"license_plate_ar", "license_plate_en"}),
};

}  // namespace

std::span<const GeneratorSpec> ar_SA() { return generators; }

}  // namespace phoney::automotive
