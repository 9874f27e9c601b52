#include <algorithm>
#include <array>
#include <charconv>

#include "engine/session.h"
#include "generators/address/address.h"

namespace phoney::address {
namespace {

void append_ordinal(Output& out, std::int64_t number) {
  static constexpr std::array<std::string_view, 5> kSuffixes = {"th", "st", "nd", "rd", "th"};
  const bool teen = number % 100 >= 11 && number % 100 <= 13;
  out.append_integer(number);
  out.append(teen ? "th" : kSuffixes[static_cast<std::size_t>(std::min<std::int64_t>(number % 10, 4))]);
}

void ordinal_street_number(Context& context, Output& out) { append_ordinal(out, context.random().range(1, 99)); }

void ordinal_floor_number(Context& context, Output& out) {
  const std::size_t start = out.size();
  context.call(0, out);
  const std::string_view text = out.view_from(start);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  out.truncate(start);
  append_ordinal(out, number);
}

void building_number(Context& context, Output& out) {
  context.call(context.random().range(0, 9999) % 2 == 0 ? 0 : 1, out);
}

constexpr GeneratorSpec generators[] = {
    generator<ordinal_street_number>("ordinal_street_number", "A street number as an ordinal, such as 3rd."),
    generator<ordinal_floor_number>("ordinal_floor_number", "A floor number as an ordinal, such as 3rd.")
        .calls({"floor_number"}),
    generator<building_number>("building_number", "A building number.")
        .calls({"standalone_building_number", "partitioned_building_number"}),
};

}  // namespace

std::span<const GeneratorSpec> en_PH() { return generators; }

}  // namespace phoney::address
