#include <string_view>

#include "engine/session.h"
#include "generators/address/address.h"
#include "text/utf8.h"

namespace phoney::address {
namespace {

// The spec's tables.
enum : std::size_t {
  kSuffixes,
  kTitles,
  kTitlesNotInflected,
  kFeminine,
  kMasculine,
  kNeuter,
  kIrregularMasculine,
  kIrregularNeuter
};

// One of the titles of both lists, as if they were one.
std::string_view draw_title(Context& context) {
  const Table inflected = context.table(kTitles);
  const Table others = context.table(kTitlesNotInflected);
  const std::size_t i = context.random().below(inflected.size() + others.size());
  return i < inflected.size() ? inflected.text(i) : others.text(i - inflected.size());
}

// A title without the two letters of its ending.
std::string_view stem_of(std::string_view title) {
  const char* end = title.data() + title.size();
  for (int i = 0; i < 2 && end > title.data(); ++i) end -= text::decode_before(title.data(), end).size;
  return title.substr(0, static_cast<std::size_t>(end - title.data()));
}

void append_inflected(std::string_view title, const Table& irregular, std::string_view ending, Output& out) {
  if (const auto position = irregular.find(title)) {
    out.append(irregular.text(*position));
  } else {
    out.append(stem_of(title));
    out.append(ending);
  }
}

// Titles are adjectives of feminine gender, or texts that keep their form; an adjective agrees with the word for the
// street's kind.
void street_name(Context& context, Output& out) {
  const auto among = [&context](std::size_t table, std::string_view text) {
    return context.table(table).find(text).has_value();
  };
  const std::string_view suffix = context.table(kSuffixes).pick_text(context.random());
  const std::string_view title = draw_title(context);
  out.append(suffix);
  out.append(' ');
  const bool inflected = !among(kFeminine, suffix) && !among(kTitlesNotInflected, title);
  if (inflected && among(kMasculine, suffix)) {
    const std::string_view stem = stem_of(title);
    const bool soft = stem.ends_with("ск") || stem.ends_with("цк");
    append_inflected(title, context.table(kIrregularMasculine), soft ? "ий" : "ый", out);
  } else if (inflected && among(kNeuter, suffix)) {
    append_inflected(title, context.table(kIrregularNeuter), "ое", out);
  } else {
    out.append(title);
  }
}

constexpr GeneratorSpec generators[] = {
    generator<street_name>("street_name", "A street.")
        .tables({"street_suffixes", "street_titles", "street_titles_noflex", "street_suffixes_fem",
                 "street_suffixes_masc", "street_suffixes_neu", "street_titles_irregular_masc",
                 "street_titles_irregular_neu"}),
};

}  // namespace

std::span<const GeneratorSpec> ru_RU() { return generators; }

}  // namespace phoney::address
