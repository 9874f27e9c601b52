// India's numbers of residents (Aadhaar), taxpayers (PAN) and of registration for the goods and services tax (GSTIN).

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

constexpr std::uint32_t kStates = 38;

char letter(Random& random) { return static_cast<char>('A' + random.below(26)); }

// The check digit is Luhn's, where the real number has Verhoeff's.
void aadhaar_id(Context& context, Output& out) {
  const std::size_t start = out.size();
  context.table(0).pick(context.random(), out);
  numerify(context.random(), out, start);
  out.append(luhn_check_digit(out.view_from(start)));
}

// Three letters, the kind of taxpayer, the first letter of the name, a number and a letter.
void append_pan(Random& random, const Table& kinds, Output& out) {
  for (std::size_t i = 0; i < 3; ++i) out.append(letter(random));
  kinds.pick(random, out);
  out.append(letter(random));
  random.digits(out.reserve(4), 4);
  out.commit(4);
  out.append(letter(random));
}

void pan(Context& context, Output& out) { append_pan(context.random(), context.table(0), out); }

// Digits count for themselves and letters from 10 on; from the last, every other counts twice, and what is over 35 is
// carried.
char gstin_check(std::string_view characters) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::size_t kBase = kAlphabet.size();
  std::size_t sum = 0;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const std::size_t factor = (characters.size() - i) % 2 == 1 ? 2 : 1;
    const std::size_t product = factor * kAlphabet.find(characters[i]);
    sum += product / kBase + product % kBase;
  }
  return kAlphabet[(kBase - sum % kBase) % kBase];
}

// The state, the taxpayer, which of his registrations there it is, and Z.
void gstin(Context& context, Output& out) {
  Random& random = context.random();
  const std::size_t start = out.size();
  out.append_padded_integer(1 + random.below(kStates), 2);
  const std::size_t taxpayer = out.size();
  context.table(1).pick(random, out);
  const char registration = out.view_from(taxpayer)[0];
  out.truncate(taxpayer);
  append_pan(random, context.table(0), out);
  out.append(registration);
  out.append('Z');
  out.append(gstin_check(out.view_from(start)));
}

constexpr GeneratorSpec generators[] = {
    generator<aadhaar_id>("aadhaar_id", "An Indian identity number (Aadhaar), with its check digit.")
        .tables({"aadhaar_id_formats"}),
    generator<pan>("pan", "An Indian permanent account number (PAN).").tables({"pan_type_chars"}),
    generator<gstin>("gstin", "An Indian goods and services tax number (GSTIN), with its check character.")
        .tables({"pan_type_chars", "gstin_entity_code_chars"}),
};

}  // namespace

std::span<const GeneratorSpec> en_IN() { return generators; }

}  // namespace phoney::ssn
