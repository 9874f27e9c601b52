// Domains of companies in Chile.

#include <cstring>

#include "engine/patterns.h"
#include "generators/internet/internet.h"
#include "text/transform.h"

namespace phoney::internet {
namespace {

// Joins the first two words of a company's name, because the first alone is often a prefix that many share.
void domain_word(Context& context, Output& out) {
  const std::size_t start = out.size();
  context.call(0, out);
  if (const auto first = out.view().find(' ', start); first != std::string_view::npos) {
    if (const auto second = out.view().find(' ', first + 1); second != std::string_view::npos) out.truncate(second);
    std::memmove(out.data() + first, out.data() + first + 1, out.size() - first - 1);
    out.truncate(out.size() - 1);
  }
  const Table replacements = context.table(0);
  for (std::uint32_t i = 0; i < replacements.size(); ++i) {
    const Table pair = replacements.child(i);
    replace_all(out, start, pair.text(0), pair.text(1));
  }
  text::unidecode(out, start, {context.catalogue().unidecode(), context.catalogue().strings()});
  text::slugify(out, start, {.allow_unicode = true});
}

constexpr GeneratorSpec generators[] = {
    generator<domain_word>("domain_word", "The first two words of a company's name, as a label of a domain.")
        .tables({"replacements"})
        .calls({"company"}),
};

}  // namespace

std::span<const GeneratorSpec> es_cl_generators() { return generators; }

}  // namespace phoney::internet
