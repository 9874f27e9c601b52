// France's company numbers (SIREN, SIRET, VAT, APE, RCS) and catch phrases.

#include <algorithm>
#include <optional>

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/company/locales.h"
#include "text/transform.h"

namespace phoney::company {
namespace {

// A SIREN is its eight digits and Luhn's check digit.
constexpr std::size_t kSiren = 9;
using Siren = std::array<char, kSiren>;

Siren draw_siren(Random& random) {
  Siren digits;
  random.digits(digits.data(), kSiren - 1);
  digits[kSiren - 1] = luhn_check_digit({digits.data(), kSiren - 1});
  return digits;
}

// In groups of three, as it is written.
void append_siren(const Siren& digits, Output& out) {
  for (std::size_t i = 0; i < kSiren; i += 3) {
    if (i > 0) out.append(' ');
    out.append(std::string_view(digits.data() + i, 3));
  }
}

void siren(Context& context, Output& out) { append_siren(draw_siren(context.random()), out); }

struct SiretArgs {
  std::int64_t max_sequential_digits = 2;
};

// The number of the establishment is drawn before the SIREN in front of it.
void siret(Context& context, const SiretArgs& args, Output& out) {
  constexpr std::array<std::uint32_t, 5> kBounds = {1, 10, 100, 1000, 10000};
  const bool allowed = args.max_sequential_digits >= 1 && args.max_sequential_digits <= 4;
  const std::uint32_t number =
      context.random().below(kBounds[allowed ? static_cast<std::size_t>(args.max_sequential_digits) : 2]);
  const std::size_t start = out.size();
  append_siren(draw_siren(context.random()), out);
  out.append(' ');
  out.append_padded_integer(number, 4);
  out.append(luhn_check_digit(out.view_from(start)));
}

struct VatArgs {
  std::string siren;

  Result<void> check() const {
    if (siren.empty() || std::ranges::any_of(siren, [](char c) { return c >= '0' && c <= '9'; })) return {};
    return make_error(ErrorCode::invalid_argument, "`siren` must contain digits, or be empty for a random one",
                      "siren");
  }
};

// The check digits are a function of the SIREN and stand in front of it.
void company_vat(Context& context, const VatArgs& args, Output& out) {
  Siren drawn{};
  const bool given = !args.siren.empty();
  if (!given) drawn = draw_siren(context.random());
  const std::string_view digits = given ? std::string_view(args.siren) : std::string_view(drawn.data(), kSiren);
  out.append("FR ");
  out.append_padded_integer((12 + 3 * remainder_of(digits, 97)) % 97, 2);
  out.append(' ');
  if (given) {
    out.append(args.siren);
  } else {
    append_siren(drawn, out);
  }
}

struct ApeArgs {
  std::optional<std::string> version = "naf-2003";
};

void ape_code(Context& context, const ApeArgs& args, Output& out) {
  if (args.version) return context.table(*args.version == "naf-2003" ? 0 : 1).pick(context.random(), out);
  std::array<char, 4> digits{};
  context.random().digits(digits.data(), digits.size());
  out.append(std::string_view(digits.data(), 2));
  out.append('.');
  out.append(std::string_view(digits.data() + 2, 2));
  out.append(static_cast<char>('A' + context.random().below(26)));
}

struct RcsArgs {
  std::string city;
  std::string letter;
  std::string siren;
};

void rcs_number(Context& context, const RcsArgs& args, Output& out) {
  out.append("RCS ");
  if (args.city.empty()) {
    context.call(0, out);
  } else {
    out.append(args.city);
  }
  out.append(' ');
  if (args.letter.empty()) {
    out.append(static_cast<char>('A' + context.random().below(2)));
  } else {
    out.append(args.letter);
  }
  out.append(' ');
  if (args.siren.empty()) {
    siren(context, out);
  } else {
    out.append(args.siren);
  }
}

// The words were meant to be refused when they appear twice, but Faker refuses them when they appear at all.
bool is_valid(const Table& refused, std::string_view phrase) {
  for (std::size_t i = 0; i < refused.size(); ++i) {
    if (phrase.find(refused.text(i)) != std::string_view::npos) return false;
  }
  return true;
}

// The format is picked from a list of one, which takes a draw all the same.
void catch_phrase(Context& context, Output& out) {
  const std::size_t start = out.size();
  do {
    out.truncate(start);
    context.random().below(1);
    for (std::size_t part = 0; part < 3; ++part) {
      if (part > 0) out.append(' ');
      context.call(part, out);
    }
    text::upper_first(out, start);
  } while (!is_valid(context.table(0), out.view_from(start)));
}

constexpr std::string_view kApeVersions[] = {"naf-2003", "naf-2025"};

constexpr GeneratorSpec generators[] = {
    generator<catch_phrase>("catch_phrase", "A catch phrase.")
        .tables({"words_which_should_not_appear_twice"})
        .calls({"catch_phrase_noun", "catch_phrase_verb", "catch_phrase_attribute"}),
    generator<siren>("siren", "A company's SIREN, with its check digit."),
    generator<siret>("siret", "An establishment's SIRET: a SIREN, a number and a check digit.")
        .param<&SiretArgs::max_sequential_digits>(
            "max_sequential_digits", "Maximum digits of the establishment's number, 1 to 4; 2 for any other value."),
    generator<company_vat>("company_vat", "A VAT number, with its check digits.")
        .param<&VatArgs::siren>("siren", "SIREN of the company; random if empty."),
    generator<ape_code>("ape_code", "A code of the French classification of activities (APE, NAF).")
        .param<&ApeArgs::version>("version", "Version of the classification; null for random digits and a letter.",
                                  kApeVersions)
        .tables({"ape_codes_naf_2003", "ape_codes_naf_2025"}),
    generator<rcs_number>("rcs_number", "An entry of the trade and companies register.")
        .param<&RcsArgs::city>("city", "City of the register; random if empty.")
        .param<&RcsArgs::letter>("letter", "A for a natural person, B for a company; random if empty.")
        .param<&RcsArgs::siren>("siren", "SIREN of the company; random if empty.")
        .calls({"city"}),
};

}  // namespace

std::span<const GeneratorSpec> fr_FR() { return generators; }

}  // namespace phoney::company
