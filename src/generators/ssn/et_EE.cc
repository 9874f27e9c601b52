// Estonia's personal identification code (isikukood): sex and century, date of birth, serial and a check digit.

#include <string>

#include "calendar/strftime.h"
#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/ages.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

struct SsnArgs {
  std::int64_t min_age = 16;
  std::int64_t max_age = 90;

  Result<void> check() const { return ssn::check({min_age, max_age}, false); }
};

char check_digit(std::string_view digits) {
  constexpr std::array<std::uint8_t, 10> kFirst = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1};
  constexpr std::array<std::uint8_t, 10> kSecond = {3, 4, 5, 6, 7, 8, 9, 1, 2, 3};  // if the first leaves 10
  const std::uint32_t remainder = weighted_sum(digits, kFirst) % 11;
  return digit_character(remainder < 10 ? remainder : weighted_sum(digits, kSecond) % 11 % 10);
}

void ssn(Context& context, const SsnArgs& args, Output& out) {
  static const std::string kPattern = "%y%m%d";
  const auto day = draw_birthday(context, {args.min_age, args.max_age});
  if (!day) return;
  Random& random = context.random();
  const int year = static_cast<int>(calendar::date_of(*day).year());
  const std::size_t start = out.size();
  out.append(digit_character((year < 2000 ? 3 : year < 2100 ? 5 : 7) + random.below(2)));
  calendar::append_strftime(*day * calendar::kDay, kPattern, out);
  out.append_padded_integer(random.below(999), 3);
  out.append(check_digit(out.view_from(start)));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "An Estonian personal identification code, with its check digit.")
        .param<&SsnArgs::min_age>("min_age", "The lowest age, in years of 365 days.")
        .at_least(-kMaxAge)
        .at_most(kMaxAge)
        .param<&SsnArgs::max_age>("max_age", "The highest age (excluded), in years of 365 days.")
        .at_least(-kMaxAge)
        .at_most(kMaxAge),
};

}  // namespace

std::span<const GeneratorSpec> et_EE() { return generators; }

}  // namespace phoney::ssn
