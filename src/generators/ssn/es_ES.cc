// Spain's numbers: of foreigners (NIE), of persons (NIF), of companies (CIF) and of social security (NUSS). All are
// drawn from Python's own random numbers.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

char letter_of(std::uint32_t number) { return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23]; }

void nie(Context& context, Output& out) {
  Random& random = context.session().global_random();
  const std::uint32_t first = random.below(3);
  const std::uint32_t number = random.below(10'000'000);
  out.append("XYZ"[first]);
  out.append_padded_integer(number, 7);
  out.append(letter_of(first * 10'000'000 + number));
}

void nif(Context& context, Output& out) {
  const std::uint32_t number = context.session().global_random().below(100'000'000);
  out.append_padded_integer(number, 8);
  out.append(letter_of(number));
}

// Every second digit counts twice, and of a product its digits are summed. The check character is a letter for some
// kinds of company.
void cif(Context& context, Output& out) {
  constexpr std::string_view kKinds = "ABCDEFGHJNPQRSUVW";
  constexpr std::string_view kWithDigit = "ABCDEGH";
  Random& random = context.session().global_random();
  const char kind = kKinds[random.below(kKinds.size())];
  out.append(kind);
  const std::size_t start = out.size();
  out.append_padded_integer(random.below(10'000'000), 7);
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < 7; ++i) {
    const auto product = static_cast<std::uint32_t>(out.view_from(start)[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += product / 10 + product % 10;
  }
  const std::uint32_t check = 10 - sum % 10;
  out.append(kWithDigit.find(kind) != std::string_view::npos ? digit_character(check % 10)
                                                             : static_cast<char>('A' + check - 1));
}

struct NussArgs {
  bool company = false;
};

// Provinces are 1 to 53, and 66 for seafarers. The check digits are the number modulo 97.
void nuss(Context& context, const NussArgs& args, Output& out) {
  Random& random = context.session().global_random();
  const std::size_t start = out.size();
  const std::uint32_t province = 1 + random.below(54);
  out.append_padded_integer(province == 54 ? 66 : province, 2);
  const std::size_t digits = args.company ? 7 : 8;
  random.digits(out.reserve(digits), digits);
  out.commit(digits);
  out.append_padded_integer(remainder_of(out.view_from(start), 97), 2);
}

constexpr GeneratorSpec generators[] = {
    generator<nie>("nie", "A Spanish identity number of a foreigner (NIE), with its check letter."),
    generator<nif>("nif", "A Spanish tax number of a person (NIF), with its check letter."),
    generator<cif>("cif", "A Spanish tax number of a company (CIF), with its check character."),
    generator<nuss>("nuss", "A Spanish social security number (NUSS), with its check digits.")
        .param<&NussArgs::company>("company", "Whether to return a company's number, which has one digit fewer."),
};

}  // namespace

std::span<const GeneratorSpec> es_ES() { return generators; }

}  // namespace phoney::ssn
