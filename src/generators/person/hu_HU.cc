// Hungarian names: initials.

#include "engine/session.h"
#include "generators/person/locales.h"
#include "text/utf8.h"

namespace phoney {
namespace {

void initial(Context& context, Output& out) {
  out.append(text::code_point_at(context.table(0).pick_text(context.random()), 0));
  out.append('.');
}

constexpr GeneratorSpec generators[] = {
    generator<initial>("first_name_male_abbreviated", "The initial of a man's first name.")
        .tables({"first_names_male"}),
    generator<initial>("first_name_female_abbreviated", "The initial of a woman's first name.")
        .tables({"first_names_female"}),
};

}  // namespace

constinit const std::span<const GeneratorSpec> person_hu_HU = generators;

}  // namespace phoney
