// Italy's fiscal code: letters of the surname and the name, date of birth and sex, place and a check letter. Also the
// numbers of its electronic identity cards (CIE) and for value-added tax.

#include <array>
#include <chrono>
#include <optional>

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"
#include "text/transform.h"

namespace phoney::ssn {
namespace {

constexpr std::string_view kVowels = "AEIOU";

bool is_vowel(char c) { return kVowels.find(c) != std::string_view::npos; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

// Three letters of a name: consonants, and vowels behind them if they are too few. A given name with four consonants or
// more gives its first, second and fourth. A name of fewer than three characters is given whole, and Xs.
void append_letters(Context& context, std::size_t call, bool given_name, Output& out) {
  const std::size_t start = out.size();
  context.call(call, out);
  text::upper(out, start);
  text::nfkd(out, start);
  std::array<char, 4> consonants;
  std::array<char, 3> vowels;
  std::size_t consonant_count = 0;
  std::size_t vowel_count = 0;
  std::size_t size = 0;
  for (const char c : out.view_from(start)) {
    if ((c & 0x80) != 0) continue;  // an accent, which stood over the letter before it
    ++size;
    if (is_letter(c) && is_vowel(c) && vowel_count < vowels.size()) vowels[vowel_count++] = c;
    if (is_letter(c) && !is_vowel(c) && consonant_count < consonants.size()) consonants[consonant_count++] = c;
  }
  if (size < 3) {
    for (; size < 3; ++size) out.append('X');
    return;
  }
  if (given_name && consonant_count == 4) consonants[2] = consonants[3];
  out.truncate(start);
  for (std::size_t i = 0; i < consonant_count && out.size() - start < 3; ++i) out.append(consonants[i]);
  for (std::size_t i = 0; i < vowel_count && out.size() - start < 3; ++i) out.append(vowels[i]);
}

struct Year {
  std::int64_t value;
  bool is_leap() const { return std::chrono::year{static_cast<int>((value % 400 + 400) % 400)}.is_leap(); }
};

// The days of the month with this letter.
std::uint32_t days_in(char month, const Year& year) {
  if (month == 'B') return year.is_leap() ? 29 : 28;
  return std::string_view("DHPS").find(month) != std::string_view::npos ? 30 : 31;
}

// The values of characters at odd and at even places are in two tables, for the digits and then the letters.
char check_letter(std::string_view code, const Table& odd, const Table& even) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const auto index = static_cast<std::size_t>(code[i] <= '9' ? code[i] - '0' : code[i] - 'A' + 10);
    sum += (i % 2 == 0 ? odd : even).integer(index);
  }
  return static_cast<char>('A' + sum % 26);
}

// A woman's day of birth is 40 more. Faker takes names of men for them, and of women for men.
void ssn(Context& context, Output& out) {
  Random& random = context.random();
  const std::size_t start = out.size();
  const bool female = random.below(2) == 1;
  append_letters(context, 0, false, out);
  append_letters(context, female ? 1 : 2, true, out);
  const Year year{random.below(100)};
  const std::string_view month = context.table(0).pick_text(random);
  out.append_padded_integer(static_cast<std::uint64_t>(year.value), 2);
  out.append(month);
  out.append_padded_integer(1 + random.below(days_in(month[0], year)) + (female ? 40 : 0), 2);
  context.table(1).pick(random, out);
  out.append(check_letter(out.view_from(start), context.table(2), context.table(3)));
}

// The office is 1 to 100, or one of four others.
void vat_id(Context& context, Output& out) {
  constexpr std::array<std::uint32_t, 4> kOthers = {120, 121, 888, 999};
  out.append("IT");
  const std::size_t start = out.size();
  context.random().digits(out.reserve(7), 7);
  out.commit(7);
  const std::uint32_t office = context.random().below(104);
  out.append_padded_integer(office < 100 ? office + 1 : kOthers[office - 100], 3);
  out.append(luhn_check_digit(out.view_from(start)));
}

struct LeapYearArgs {
  std::optional<std::int64_t> year;
};

void is_leap_year(Context& context, const LeapYearArgs& args, Output& out) {
  if (!args.year) {
    return context.fail(ErrorCode::invalid_argument, "`year` is required: give the year, for example 2024");
  }
  out.boolean(Year{*args.year}.is_leap());
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "An Italian fiscal code, with its check letter.")
        .tables({"MONTHS_LIST", "MUNICIPALITIES_LIST", "CHECKSUM_TABLE[0]", "CHECKSUM_TABLE[1]"})
        .calls({"last_name", "first_name_male", "first_name_female"}),
    generator<vat_id>("vat_id", "An Italian VAT number, with its check digit."),
    generator<is_leap_year>("is_leap_year", "Whether a year is a leap year.")
        .param<&LeapYearArgs::year>("year", "The year; required.")
        .returns(ResultType::boolean),
};

}  // namespace

std::span<const GeneratorSpec> it_IT() { return generators; }

}  // namespace phoney::ssn
