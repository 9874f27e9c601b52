// What every locale has: names of banks, IBANs (ISO 13616) and America's routing numbers.

#include "generators/bank/bank.h"

#include "engine/session.h"
#include "generators/bank/locales.h"
#include "generators/check_digits.h"

namespace phoney {
namespace bank {
namespace {

// The number of a Federal Reserve district, six digits and a check digit, with which the weighted sum ends in 0.
void aba(Context& context, Output& out) {
  constexpr std::array<std::uint8_t, 8> kWeights = {3, 7, 1, 3, 7, 1, 3, 7};
  const std::size_t start = out.size();
  out.append_padded_integer(1 + context.random().below(12), 2);
  context.random().digits(out.reserve(6), 6);
  out.commit(6);
  out.append(digit_character((10 - weighted_sum(out.view_from(start), kWeights) % 10) % 10));
}

void bank(Context& context, Output& out) {
  const Table banks = context.table(0);
  if (banks.size() > 0) return banks.pick(context.random(), out);
  context.fail(ErrorCode::generation_failed, "Faker fails here too: it has no bank names for this locale");
}

// The country, two check digits and the national number. The check digits are those of the number with the country
// behind it.
void iban(Context& context, Output& out) {
  const std::string_view country = context.table(0).text(0);
  out.append(country);
  const std::size_t check = out.size();
  out.append("00");
  context.call(0, out);
  const std::uint32_t remainder = mod_97_10_remainder(country, mod_97_10_remainder(out.view_from(check + 2)));
  const std::uint32_t value = mod_97_10_check(remainder);
  out.data()[check] = digit_character(value / 10);
  out.data()[check + 1] = digit_character(value % 10);
}

constexpr GeneratorSpec generators[] = {
    generator<aba>("aba", "An American routing transit number (ABA), with its check digit."),
    generator<bank>("bank", "The name of a bank.").tables({"banks or []"}),
    generator<iban>("iban", "An international bank account number (IBAN), with its check digits.")
        .tables({"country_code"})
        .calls({"bban"}),
};

}  // namespace
}  // namespace bank

std::span<const ClassGenerators> bank_generators() {
  static const ClassGenerators classes[] = {
      {"bank", "default", bank::generators},
      {"bank", "default", bank::swift_codes()},
      {"bank", "bn_BD", bank::bangladeshi_swift_codes()},
      {"bank", "es_ES", bank::es_ES()},
      {"bank", "es_MX", bank::es_MX()},
      {"bank", "mk_MK", bank::mk_MK()},
      {"bank", "nl_BE", bank::nl_BE()},
      {"bank", "no_NO", bank::no_NO()},
      {"bank", "ru_RU", bank::ru_RU()},
  };
  return classes;
}

}  // namespace phoney
