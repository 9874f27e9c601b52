// License plates whose first two digits are a region's code: az_AZ and tr_TR.

#include <cstring>

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/automotive/locales.h"

namespace phoney::automotive {
namespace {

// A format with its letters, which are drawn before the code. Tables 0 and 1 are the formats and the letters.
std::size_t append_lettered_format(Context& context, Output& out) {
  const std::size_t start = out.size();
  context.table(0).pick(context.random(), out);
  lexify(context.random(), out, start, context.table(1).text(0));
  return start;
}

// `code` in place of the first two digits, then the other digits.
void fill_digits(Context& context, std::size_t start, std::string_view code, Output& out) {
  if (const auto place = out.view().find("##", start); place != std::string_view::npos) {
    std::memcpy(out.data() + place, code.data(), 2);
  }
  numerify(context.random(), out, start);
}

void azerbaijani_plate(Context& context, Output& out) {
  const std::size_t start = append_lettered_format(context, out);
  fill_digits(context, start, context.table(2).pick_text(context.random()), out);
}

// Provinces are numbered from 1 to 81.
void turkish_plate(Context& context, Output& out) {
  const std::size_t start = append_lettered_format(context, out);
  const std::uint32_t province = 1 + context.random().below(81);
  const char code[] = {static_cast<char>('0' + province / 10), static_cast<char>('0' + province % 10)};
  fill_digits(context, start, {code, 2}, out);
}

constexpr GeneratorSpec kAzerbaijani[] = {
    generator<azerbaijani_plate>("license_plate", kLicensePlate)
        .tables({"license_formats", "ascii_uppercase_azerbaijan", "license_plate_initial_numbers"}),
};
constexpr GeneratorSpec kTurkish[] = {
    generator<turkish_plate>("license_plate", kLicensePlate).tables({"license_formats", "ascii_uppercase_turkish"}),
};

}  // namespace

std::span<const GeneratorSpec> az_AZ() { return kAzerbaijani; }
std::span<const GeneratorSpec> tr_TR() { return kTurkish; }

}  // namespace phoney::automotive
