#include "generators/phone_number/phone_number.h"

#include "engine/patterns.h"
#include "engine/session.h"

namespace phoney {
namespace {

void area_code_with_separator(Context& context, Output& out) {
  const std::size_t start = out.size();
  const std::string_view code = context.table(0).pick_text(context.random());
  out.append(code[0]);
  out.append(' ');
  out.append(code.substr(1));
  numerify(context.random(), out, start);
}

constexpr GeneratorSpec fr_FR[] = {
    generator<area_code_with_separator>("area_code_with_separator", "An area code with its first digit apart.")
        .tables({"area_codes"}),
};

constexpr ClassGenerators classes[] = {{"phone_number", "fr_FR", fr_FR}};

}  // namespace

std::span<const ClassGenerators> phone_number_generators() { return classes; }

}  // namespace phoney
