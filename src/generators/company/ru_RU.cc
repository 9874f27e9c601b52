// Russia's tax, registration and insurance numbers, and catch phrases.

#include <chrono>

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/company/locales.h"

namespace phoney::company {
namespace {

constexpr std::array<std::uint8_t, 9> kBusinessWeights = {2, 4, 10, 3, 5, 9, 4, 6, 8};
constexpr std::array<std::uint8_t, 10> kIndividualFirstWeights = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
constexpr std::array<std::uint8_t, 11> kIndividualSecondWeights = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
constexpr std::array<std::uint8_t, 9> kSnilsWeights = {9, 8, 7, 6, 5, 4, 3, 2, 1};
constexpr std::uint32_t kRegions = 92;
constexpr std::uint32_t kInspections = 99;

// 1 to `highest`, in as many digits as `width`.
void append_drawn(Context& context, std::uint32_t highest, int width, Output& out) {
  out.append_padded_integer(1 + context.random().below(highest), width);
}

template <std::size_t N>
void append_inn_check_digit(std::size_t start, const std::array<std::uint8_t, N>& weights, Output& out) {
  out.append(digit_character(weighted_sum(out.view_from(start), weights) % 11 % 10));
}

void businesses_inn(Context& context, Output& out) {
  const std::size_t start = out.size();
  append_drawn(context, kRegions, 2, out);
  append_drawn(context, kInspections, 2, out);
  append_drawn(context, 99'999, 5, out);
  append_inn_check_digit(start, kBusinessWeights, out);
}

void individuals_inn(Context& context, Output& out) {
  const std::size_t start = out.size();
  append_drawn(context, kRegions, 2, out);
  append_drawn(context, kInspections, 2, out);
  append_drawn(context, 999'999, 6, out);
  append_inn_check_digit(start, kIndividualFirstWeights, out);
  append_inn_check_digit(start, kIndividualSecondWeights, out);
}

// The last two digits of a year from 2001 to this one. randint's range is empty until then.
void append_year(Context& context, Output& out) {
  const auto today = std::chrono::floor<std::chrono::days>(context.clock().now());
  const int year = static_cast<int>(std::chrono::year_month_day(today).year());
  if (year <= 2000)
    return context.fail(ErrorCode::generation_failed,
                        "the time is before 2001, when these numbers were introduced; set a later `now`");
  append_drawn(context, static_cast<std::uint32_t>(year - 2000), 2, out);
}

void businesses_ogrn(Context& context, Output& out) {
  const std::size_t start = out.size();
  out.append(context.random().below(2) == 0 ? '1' : '5');
  append_year(context, out);
  append_drawn(context, kRegions, 2, out);
  append_drawn(context, 9'999'999, 7, out);
  out.append(digit_character(remainder_of(out.view_from(start), 11) % 10));
}

void individuals_ogrn(Context& context, Output& out) {
  const std::size_t start = out.size();
  out.append('3');
  append_year(context, out);
  append_drawn(context, kRegions, 2, out);
  append_drawn(context, 999'999'999, 9, out);
  out.append(digit_character(remainder_of(out.view_from(start), 13) % 10));
}

void kpp(Context& context, Output& out) {
  constexpr std::array<std::string_view, 4> kReasons = {"01", "43", "44", "45"};
  append_drawn(context, kRegions, 2, out);
  append_drawn(context, kInspections, 2, out);
  out.append(kReasons[context.random().below(kReasons.size())]);
  append_drawn(context, 999, 3, out);
}

void snils(Context& context, Output& out) {
  const std::size_t start = out.size();
  append_drawn(context, 999'999'999, 9, out);
  const std::uint32_t check = weighted_sum(out.view_from(start), kSnilsWeights) % 101;
  out.append_padded_integer(check < 100 ? check : 0, 2);
}

// Appends an adjective, which is masculine in the tables, with another ending in place of its last two letters.
void append_adjective(std::string_view adjective, std::string_view ending, Output& out) {
  constexpr std::size_t kTwoLetters = 4;  // two bytes each, as all of Cyrillic
  out.append(ending.empty() ? adjective : adjective.substr(0, adjective.size() - kTwoLetters));
  out.append(ending);
}

// Two adjectives and a noun. The noun is drawn first, from the lists of all genders as if they were one.
void catch_phrase(Context& context, Output& out) {
  constexpr std::array<std::string_view, 3> kEndings = {"", "ая", "ое"};
  const std::array<Table, 3> nouns = {context.table(0), context.table(1), context.table(2)};
  Random& random = context.random();
  std::size_t noun = random.below(nouns[0].size() + nouns[1].size() + nouns[2].size());
  std::size_t gender = 0;
  while (noun >= nouns[gender].size()) noun -= nouns[gender++].size();
  const Table adjectives = context.table(3);
  const std::string_view first = adjectives.child(0).pick_text(random);
  const std::string_view second = adjectives.child(1).pick_text(random);
  append_adjective(first, kEndings[gender], out);
  out.append(" и ");
  append_adjective(second, kEndings[gender], out);
  out.append(' ');
  nouns[gender].append(noun, out);
}

constexpr GeneratorSpec generators[] = {
    generator<catch_phrase>("catch_phrase", "A catch phrase.")
        .tables({"catch_phrase_nouns_masc", "catch_phrase_nouns_fem", "catch_phrase_nouns_neu", "catch_phrase_adj"}),
    generator<businesses_inn>("businesses_inn", "A legal entity's taxpayer number (INN), with its check digit."),
    generator<individuals_inn>("individuals_inn", "A sole trader's taxpayer number (INN), with its check digits."),
    generator<businesses_ogrn>("businesses_ogrn",
                               "A legal entity's state registration number (OGRN), with its check digit."),
    generator<individuals_ogrn>("individuals_ogrn",
                                "A sole trader's state registration number (OGRNIP), with its check digit."),
    generator<kpp>("kpp", "A code for the reason of a tax registration (KPP)."),
    generator<snils>("snils", "A personal insurance account number (SNILS), with its check digits."),
};

}  // namespace

std::span<const GeneratorSpec> ru_RU() { return generators; }

}  // namespace phoney::company
