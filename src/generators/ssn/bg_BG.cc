// Bulgaria's number for value-added tax: of companies, with eight digits, or persons, with nine, and a check digit.

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

constexpr std::array<std::uint8_t, 8> kCompany = {1, 2, 3, 4, 5, 6, 7, 8};
constexpr std::array<std::uint8_t, 8> kCompanyAgain = {3, 4, 5, 6, 7, 8, 9, 10};  // if that leaves 10
constexpr std::array<std::uint8_t, 9> kPerson = {4, 3, 2, 7, 6, 5, 4, 3, 2};

std::uint32_t company_check(std::string_view digits) {
  const std::uint32_t remainder = weighted_sum(digits, kCompany) % 11;
  return remainder < 10 ? remainder : weighted_sum(digits, kCompanyAgain) % 11 % 10;
}
std::uint32_t person_check(std::string_view digits) { return (11 - weighted_sum(digits, kPerson) % 11) % 11; }

// A person's number for which there is no check digit is drawn anew.
void vat_id(Context& context, Output& out) {
  Random& random = context.random();
  out.append("BG");
  const std::size_t digits = context.table(0).pick_text(random).size();
  char* const number = out.reserve(digits);
  std::uint32_t check;
  do {
    random.digits(number, digits);
    check = digits == kCompany.size() ? company_check({number, digits}) : person_check({number, digits});
  } while (check == 10);
  out.commit(digits);
  out.append(digit_character(check));
}

constexpr GeneratorSpec generators[] = {
    generator<vat_id>("vat_id", "A Bulgarian VAT number, with its check digit.").tables({"vat_id_formats"}),
};

}  // namespace

std::span<const GeneratorSpec> bg_BG() { return generators; }

}  // namespace phoney::ssn
