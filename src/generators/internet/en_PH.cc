// Domains of companies in the Philippines.

#include "generators/internet/internet.h"
#include "text/transform.h"

namespace phoney::internet {
namespace {

enum Call : std::size_t { kAcronym, kType, kLastName, kAdjective, kNouns };

// What stands at `start`, one or more words, becomes their initials, behind that of `name`. Only the nouns are split.
void keep_initials(std::size_t name, std::size_t nouns, Output& out) {
  std::size_t end = name;
  const auto keep = [&](std::size_t from) {
    const unsigned char first = static_cast<unsigned char>(out.data()[from]);
    const std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    for (std::size_t i = 0; i < size; ++i) out.data()[end++] = out.data()[from + i];
  };
  keep(name);
  std::size_t word = nouns;
  while (word < out.size()) {
    const std::size_t space = out.view().find(' ', word);
    keep(word);
    if (space == std::string_view::npos) break;
    word = space + 1;
  }
  out.truncate(end);
}

void domain_word(Context& context, Output& out) {
  const std::size_t start = out.size();
  const std::int64_t check = context.random().range(0, 99);
  if (check < 40) {
    context.call(kAcronym, out);
    if (out.size() - start == 2) context.call(kType, out);
  } else {
    context.call(check % 2 == 0 ? kLastName : kAdjective, out);
    const std::size_t nouns = out.size();
    context.call(kNouns, out);
    if (out.view_from(nouns).find(' ') != std::string_view::npos) {
      keep_initials(start, nouns, out);
      context.call(kType, out);
    }
  }
  text::slugify(out, start);
}

constexpr GeneratorSpec generators[] = {
    generator<domain_word>("domain_word", "A company's name, as a label of a domain.")
        .calls({"random_company_acronym", "company_type", "last_name", "random_company_adjective",
                "random_company_noun_chain"}),
};

}  // namespace

std::span<const GeneratorSpec> en_ph_generators() { return generators; }

}  // namespace phoney::internet
