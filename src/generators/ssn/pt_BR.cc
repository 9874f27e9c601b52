// Brazil's numbers of persons (CPF, and CIN, which is the same) and of identity cards (RG).

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

constexpr std::size_t kCpf = 11;
using Cpf = std::array<char, kCpf>;

// The digits count from 2 on, beginning with the last.
char cpf_check(std::string_view digits) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    sum += static_cast<std::uint32_t>(digits[i] - '0') * static_cast<std::uint32_t>(digits.size() + 1 - i);
  }
  const std::uint32_t remainder = sum % 11;
  return digit_character(remainder < 2 ? 0 : 11 - remainder);
}

char drawn_digit(Random& random) { return digit_character(static_cast<std::uint32_t>(random.choices_index(10))); }

Cpf draw_cpf(Random& random) {
  Cpf digits;
  for (std::size_t i = 0; i < 9; ++i) digits[i] = drawn_digit(random);
  digits[9] = cpf_check({digits.data(), 9});
  digits[10] = cpf_check({digits.data(), 10});
  return digits;
}

void ssn(Context& context, Output& out) {
  const Cpf digits = draw_cpf(context.random());
  out.append(std::string_view(digits.data(), digits.size()));
}

void cpf(Context& context, Output& out) {
  const Cpf digits = draw_cpf(context.random());
  out.append(std::string_view(digits.data(), 3));
  out.append('.');
  out.append(std::string_view(digits.data() + 3, 3));
  out.append('.');
  out.append(std::string_view(digits.data() + 6, 3));
  out.append('-');
  out.append(std::string_view(digits.data() + 9, 2));
}

// The check digit 10 is written X.
void rg(Context& context, Output& out) {
  constexpr std::array<std::uint8_t, 8> kWeights = {2, 3, 4, 5, 6, 7, 8, 9};
  const std::size_t start = out.size();
  for (int i = 0; i < 8; ++i) out.append(drawn_digit(context.random()));
  out.append("0X987654321"[weighted_sum(out.view_from(start), kWeights) % 11]);
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Brazilian taxpayer number (CPF), only digits."),
    generator<cpf>("cpf", "A Brazilian taxpayer number (CPF) with punctuation and check digits."),
    generator<cpf>("cin", "The number of a Brazilian identity card (CIN), which is the taxpayer number (CPF)."),
    generator<rg>("rg", "The number of an old Brazilian identity card (RG), with its check digit."),
};

}  // namespace

std::span<const GeneratorSpec> pt_BR() { return generators; }

}  // namespace phoney::ssn
