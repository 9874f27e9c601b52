// License plates whose format follows from the district or canton: de_AT and de_CH.

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/automotive/locales.h"

namespace phoney::automotive {
namespace {

void austrian_plate(Context& context, Output& out) {
  const std::string_view prefix = context.table(0).pick_text(context.random());
  out.append(prefix);
  const std::size_t start = out.size();
  context.table(prefix.size() == 1 ? 1 : 2).pick(context.random(), out);
  numerify(context.random(), out, start);
  lexify(context.random(), out, start, kAsciiUppercase);
}

void swiss_plate(Context& context, Output& out) {
  const Table cantons = context.table(0);
  const Table canton = cantons.child(cantons.pick_index(context.random()));
  const std::size_t start = out.size();
  out.append(canton.text(0));
  out.append('-');
  out.append(canton.text(1));
  numerify(context.random(), out, start);
}

constexpr GeneratorSpec kAustrian[] = {
    generator<austrian_plate>("license_plate", kLicensePlate)
        .tables({"license_plate_prefix", "license_plate_suffix_for_one_starting_letter",
                 "license_plate_suffix_for_two_starting_letters"}),
};
constexpr GeneratorSpec kSwiss[] = {
    generator<swiss_plate>("license_plate", kLicensePlate).tables({"_Provider__canton"}),
};

}  // namespace

std::span<const GeneratorSpec> de_AT() { return kAustrian; }
std::span<const GeneratorSpec> de_CH() { return kSwiss; }

}  // namespace phoney::automotive
