// Words of company names that are drawn several at a time: en_PH, es_ES and fil_PH.

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/company/locales.h"

namespace phoney::company {
namespace {

// `count` different entries of the first table.
void append_different(Context& context, std::size_t count, std::string_view separator, Output& out) {
  const Table words = context.table(0);
  bool first = true;
  context.random().sample(words.size(), count, [&](std::size_t i) {
    if (!first) out.append(separator);
    first = false;
    words.append(i, out);
  });
}

void random_company_noun_chain(Context& context, Output& out) {
  const auto count = static_cast<std::size_t>(context.random().range(1, 2));
  append_different(context, count, " ", out);
}

void random_good_service_adjective_chain(Context& context, Output& out) { append_different(context, 2, " at ", out); }

// Faker draws from the letters of both cases and raises them afterwards.
void random_company_acronym(Context& context, Output& out) {
  const std::int64_t count = context.random().range(2, 4);
  for (std::int64_t i = 0; i < count; ++i) {
    out.append(static_cast<char>(kAsciiLetters[context.random().choices_index(kAsciiLetters.size())] & ~0x20));
  }
}

constexpr GeneratorSpec kAcronym =
    generator<random_company_acronym>("random_company_acronym", "Two to four capital letters.");

constexpr GeneratorSpec kPhilippineEnglish[] = {
    generator<random_company_noun_chain>("random_company_noun_chain", "One or two nouns for company names.")
        .tables({"company_nouns"}),
    kAcronym,
};
constexpr GeneratorSpec kSpanish[] = {kAcronym};
constexpr GeneratorSpec kFilipino[] = {
    generator<random_good_service_adjective_chain>("random_good_service_adjective_chain",
                                                   "Two adjectives for a good service.")
        .tables({"good_service_adjectives"}),
};

}  // namespace

std::span<const GeneratorSpec> en_PH() { return kPhilippineEnglish; }
std::span<const GeneratorSpec> es_ES() { return kSpanish; }
std::span<const GeneratorSpec> fil_PH() { return kFilipino; }

}  // namespace phoney::company
