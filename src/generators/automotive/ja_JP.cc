// The large number of Japan's license plates: 12-34, or fewer digits behind dots.

#include <algorithm>

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/automotive/locales.h"

namespace phoney::automotive {
namespace {

void serial_number(Context& context, Output& out) {
  const std::string_view format = context.table(0).pick_text(context.random());
  const std::size_t start = out.size();
  for (std::size_t i = format.size(); i < 4; ++i) out.append(context.table(1).text(0));
  const std::size_t digits = out.size();
  out.append(format);
  numerify(context.random(), out, digits);
  if (digits != start) return;
  const std::string_view delimiter = context.table(2).text(0);
  std::copy(delimiter.begin(), delimiter.end(), out.insert(start + 2, delimiter.size()));
}

constexpr GeneratorSpec generators[] = {
    generator<serial_number>("serial_number", "The large number on a license plate.")
        .tables({"serial_number_formats", "MIDDLE_DOT", "DELIMITER"}),
};

}  // namespace

std::span<const GeneratorSpec> ja_JP() { return generators; }

}  // namespace phoney::automotive
