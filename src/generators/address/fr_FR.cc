#include <string_view>

#include "engine/session.h"
#include "generators/address/address.h"

namespace phoney::address {
namespace {

// The department's number, filled up to five digits; the first of them is not 0. Corsica's two departments share 20.
void postcode(Context& context, Output& out) {
  std::string_view department = context.table(0).child(context.table(0).pick_index(context.random())).text(0);
  if (department == "2A" || department == "2B") department = "20";
  out.append(department);
  out.append_integer(department.size() == 2 ? context.random().range(100, 999) : context.random().range(10, 99));
}

constexpr GeneratorSpec generators[] = {
    generator<postcode>("postcode", "A postal code.").tables({"departments"}),
};

}  // namespace

std::span<const GeneratorSpec> fr_FR() { return generators; }

}  // namespace phoney::address
