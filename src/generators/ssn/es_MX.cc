// Mexico's numbers: of social security (NSS), of persons (CURP), of taxpayers (RFC) and of voters.

#include <chrono>
#include <optional>
#include <string>

#include "calendar/strftime.h"
#include "engine/session.h"
#include "generators/date_time/birth.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// What all of them but the first draw from is Python's own random numbers.
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kVowels = "AEIOU";
constexpr std::string_view kConsonants = "BCDFGHJKLMNPQRSTVWXYZ";
constexpr std::string_view kLettersAndDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

char choose(Random& random, std::string_view characters) {
  return characters[random.below(static_cast<std::uint32_t>(characters.size()))];
}

// Every second digit counts twice, and of a product of two digits their sum.
void ssn(Context& context, Output& out) {
  Random& random = context.random();
  const std::size_t start = out.size();
  const std::uint32_t office = 1 + random.below(99);
  const std::uint32_t born = random.below(100);
  const std::uint32_t enrolled = random.below(100);
  out.append_padded_integer(office, 2);
  out.append_padded_integer(enrolled, 2);
  out.append_padded_integer(born, 2);
  out.append_padded_integer(1 + random.below(9999), 4);
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    const auto product = static_cast<std::uint32_t>(out.view_from(start)[i] - '0') * (i % 2 == 0 ? 1 : 2);
    sum += product > 9 ? product - 9 : product;
  }
  out.append(static_cast<char>('0' + (10 - sum % 10) % 10));
}

// The first letter and vowel of a surname, and the first letters of the second surname and of the given name. If they
// spell an offensive word, its replacement. `words` are the offensive words and their replacements.
void append_initials(Random& random, const Table& words, Output& out) {
  const std::size_t start = out.size();
  for (const std::string_view characters : {kLetters, kVowels, kLetters, kLetters}) {
    out.append(choose(random, characters));
  }
  if (const auto word = words.find(out.view_from(start))) {
    out.truncate(start);
    out.append(words.text(*word));
  }
}

void append_birthday(std::int64_t day, Output& out) {
  static const std::string kPattern = "%y%m%d";
  calendar::append_strftime(day * calendar::kDay, kPattern, out);
}

// The digits and letters count from 0 on, in an alphabet that has N with a tilde behind N, and 18 to 2 times.
char curp_check(std::string_view characters) {
  std::uint32_t sum = 0;
  for (std::uint32_t i = 0; i < characters.size(); ++i) {
    const char c = characters[i];
    const std::uint32_t value =
        c <= '9' ? static_cast<std::uint32_t>(c - '0') : static_cast<std::uint32_t>(c - 'A') + (c <= 'N' ? 10 : 11);
    sum += (18 - i) * value;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

// The letters within the names are drawn after those before the date, and the last character encodes the century.
void curp(Context& context, Output& out) {
  const auto day = date_time::drawn_day(context, 0, out);
  if (!day) return;
  Random& random = context.session().global_random();
  const std::size_t start = out.size();
  append_initials(random, context.table(0), out);
  append_birthday(*day, out);
  out.append(choose(random, "HM"));
  context.table(1).pick(random, out);
  out.append(choose(random, kConsonants));
  out.append(choose(random, kConsonants));
  out.append(choose(random, kLetters));
  out.append(calendar::date_of(*day).year() < std::chrono::year{2000} ? '0' : 'A');
  out.append(curp_check(out.view_from(start)));
}

struct RfcArgs {
  bool natural = true;
};

void rfc(Context& context, const RfcArgs& args, Output& out) {
  const auto day = date_time::drawn_day(context, 0, out);
  if (!day) return;
  Random& random = context.session().global_random();
  if (args.natural) {
    append_initials(random, context.table(0), out);
  } else {
    for (int i = 0; i < 3; ++i) out.append(choose(context.random(), kLetters));
  }
  append_birthday(*day, out);
  for (int i = 0; i < 3; ++i) out.append(choose(random, kLettersAndDigits));
}

struct ElectorArgs {
  std::optional<std::string> gender = {};
};

void elector_code(Context& context, const ElectorArgs& args, Output& out) {
  Random& random = context.session().global_random();
  const char gender = args.gender && !args.gender->empty() ? (*args.gender)[0] : choose(random, "HM");
  for (int i = 0; i < 6; ++i) out.append(kConsonants[random.choices_index(kConsonants.size())]);
  const auto day = date_time::drawn_day(context, 0, out);
  if (!day) return;
  append_birthday(*day, out);
  out.append_padded_integer(1 + random.below(33), 2);
  out.append(gender);
  for (int i = 0; i < 3; ++i) out.append(static_cast<char>('0' + random.choices_index(10)));
}

constexpr std::string_view kGenders[] = {"H", "M", ""};

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Mexican social security number, with its check digit."),
    generator<curp>("curp", "A Mexican personal code (CURP), with its check digit.")
        .tables({"FORBIDDEN_WORDS", "STATES_RENAPO"})
        .calls({"date_of_birth"}),
    generator<rfc>("rfc", "A Mexican taxpayer number (RFC).")
        .param<&RfcArgs::natural>("natural", "true for a person, false for a company.")
        .tables({"FORBIDDEN_WORDS"})
        .calls({"date_of_birth"}),
    generator<elector_code>("elector_code", "A Mexican voter number.")
        .param<&ElectorArgs::gender>("gender", "H for a man, M for a woman; random if null.", kGenders)
        .calls({"date_of_birth"}),
};

}  // namespace

std::span<const GeneratorSpec> es_MX() { return generators; }

}  // namespace phoney::ssn
