// Germany's numbers: for value-added tax, of the pension insurance (RVNR) and of the health insurance (KVNR).

#include <array>
#include <cstring>
#include <optional>
#include <string>

#include "calendar/strftime.h"
#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/date_time/birth.h"
#include "generators/date_time/draws.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

void vat_id(Context& context, Output& out) {
  out.append("DE");
  const std::size_t start = out.size();
  out.append(digit_character(1 + context.random().below(9)));
  context.random().digits(out.reserve(7), 7);
  out.commit(7);
  out.append(mod_11_10_check_digit(out.view_from(start)));
}

// The letter counts by its place in the alphabet, in two digits; of each product its digits are summed.
std::uint32_t rvnr_check(std::string_view number) {
  constexpr std::array<std::uint32_t, 12> kFactors = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
  std::uint32_t sum = 0;
  std::size_t place = 0;
  const auto add = [&](std::uint32_t digit) {
    const std::uint32_t product = digit * kFactors[place++];
    sum += product / 10 + product % 10;
  };
  for (const char c : number) {
    if (c >= 'A') {
      const auto letter = static_cast<std::uint32_t>(c - 'A') + 1;
      add(letter / 10);
      add(letter % 10);
    } else {
      add(static_cast<std::uint32_t>(c - '0'));
    }
  }
  return sum % 10;
}

struct RvnrArgs {
  std::optional<date_time::When> birthdate;

  Result<void> prepare() { return date_time::settle_birth_date(birthdate, "birthdate"); }
};

// All digits are drawn before the letter.
void rvnr(Context& context, const RvnrArgs& args, Output& out) {
  static const std::string kPattern = "%d%m%y";
  const auto day = args.birthdate ? date_time::date(context, *args.birthdate) : date_time::drawn_day(context, 0, out);
  if (!day) return;
  Random& random = context.random();
  std::array<char, 4> digits;
  random.digits(digits.data(), digits.size());
  const std::size_t start = out.size();
  out.append(std::string_view(digits.data(), 2));
  calendar::append_strftime(*day * calendar::kDay, kPattern, out);
  out.append(static_cast<char>('A' + random.below(26)));
  out.append(std::string_view(digits.data() + 2, 2));
  out.append(digit_character(rvnr_check(out.view_from(start))));
}

// As Luhn's sum, but every second digit counts twice from the front.
std::uint32_t kvnr_check(std::string_view digits) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const auto product = static_cast<std::uint32_t>(digits[i] - '0') * (i % 2 == 0 ? 1 : 2);
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10;
}

// The letter counts by its place in the alphabet, in two digits, which it replaces in the end.
void kvnr(Context& context, Output& out) {
  Random& random = context.random();
  const std::uint32_t letter = 1 + random.below(26);
  const std::size_t start = out.size();
  out.append_padded_integer(letter, 2);
  random.digits(out.reserve(8), 8);
  out.commit(8);
  out.append(digit_character(kvnr_check(out.view_from(start))));
  random.digits(out.reserve(9), 9);
  out.commit(9);
  const std::uint32_t check = kvnr_check(out.view_from(start));
  char* const number = out.data() + start;
  number[0] = static_cast<char>('A' + letter - 1);
  std::memmove(number + 1, number + 2, out.size() - start - 2);
  out.truncate(out.size() - 1);
  out.append(digit_character(check));
}

constexpr GeneratorSpec generators[] = {
    generator<vat_id>("vat_id", "A German VAT number, with its check digit."),
    generator<rvnr>("rvnr", "A German pension insurance number (RVNR), with its check digit.")
        .param<&RvnrArgs::birthdate>("birthdate", "The date of birth; random if null.")
        .calls({"date_object"}),
    generator<kvnr>("kvnr", "A German health insurance number (KVNR), with its check digits."),
};

}  // namespace

std::span<const GeneratorSpec> de_DE() { return generators; }

}  // namespace phoney::ssn
