// The Netherlands' license plates.

#include <algorithm>

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/automotive/locales.h"

namespace phoney::automotive {
namespace {

char draw_letter(Context& context, const Table& letters) {
  const std::string_view text = letters.text(0);
  return text[context.random().below(static_cast<std::uint32_t>(text.size()))];
}

// Here % and @ stand for a letter that starts a series. Both letters are drawn whether the format has them or not.
void license_plate_car(Context& context, Output& out) {
  const std::size_t start = out.size();
  const char first = draw_letter(context, context.table(0));
  context.table(1).pick(context.random(), out);
  std::replace(out.data() + start, out.data() + out.size(), '%', first);
  std::replace(out.data() + start, out.data() + out.size(), '@', draw_letter(context, context.table(2)));
  numerify(context.random(), out, start);
  lexify(context.random(), out, start, kAsciiUppercase);
}

// One plate in ten is a motorcycle's.
void license_plate(Context& context, Output& out) { context.call(context.random().uniform01() < 0.1 ? 0 : 1, out); }

constexpr GeneratorSpec generators[] = {
    generator<license_plate_car>("license_plate_car", "A car license plate.")
        .tables({"license_plate_prefix_letters", "license_formats", "license_plate_prefix_letters_format_8"}),
    generator<license_plate>("license_plate", kLicensePlate).calls({"license_plate_motorbike", "license_plate_car"}),
};

}  // namespace

std::span<const GeneratorSpec> nl_NL() { return generators; }

}  // namespace phoney::automotive
