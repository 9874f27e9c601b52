#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/address/address.h"

namespace phoney::address {
namespace {

struct PostcodeArgs {
  bool formatted = true;
};

void postcode(Context& context, const PostcodeArgs& args, Output& out) {
  const std::size_t start = out.size();
  out.append(context.table(args.formatted ? 0 : 1).pick_text(context.random()));
  numerify(context.random(), out, start);
  lexify(context.random(), out, start);
}

constexpr GeneratorSpec generators[] = {
    generator<postcode>("postcode", "A postal code.")
        .param<&PostcodeArgs::formatted>("formatted", "Whether to allow a hyphen; false for eight digits.")
        .tables({"postcode_all_formats", "postcode_raw_formats"}),
};

}  // namespace

std::span<const GeneratorSpec> pt_BR() { return generators; }

}  // namespace phoney::address
