// Poland's license plates as regular expressions. Nothing is drawn.

#include "engine/session.h"
#include "generators/automotive/locales.h"

namespace phoney::automotive {
namespace {

void license_plate_regex_formats(Context& context, Output& out) {
  const bool json = out.notation() == Notation::json;
  const char quote = json ? '"' : '\'';
  const Table formats = context.table(0);
  out.append('[');
  for (std::size_t i = 0; i < formats.size(); ++i) {
    if (i > 0) out.append(json ? "," : ", ");
    out.append(quote);
    for (const char c : formats.text(i)) {
      if (c == '?') {
        out.append("[A-Z]");
      } else if (c == '#') {
        out.append("[0-9]");
      } else {
        out.append(c);
      }
    }
    out.append(quote);
  }
  out.append(']');
  out.set_kind(Kind::encoded);
}

constexpr GeneratorSpec generators[] = {
    generator<license_plate_regex_formats>("license_plate_regex_formats",
                                           "The patterns of license plates, as regular expressions.")
        .tables({"license_formats"})
        .returns(ResultType::list),
};

}  // namespace

std::span<const GeneratorSpec> pl_PL() { return generators; }

}  // namespace phoney::automotive
