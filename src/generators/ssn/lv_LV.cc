// Latvia's personal code (personas kods): date of birth, century, serial and a check digit.

#include <string>

#include "calendar/strftime.h"
#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/ages.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

struct SsnArgs {
  std::int64_t min_age = 0;
  std::int64_t max_age = 105;

  Result<void> check() const { return ssn::check({min_age, max_age}, false); }
};

// The check digit 10 is written 0.
void ssn(Context& context, const SsnArgs& args, Output& out) {
  static const std::string kPattern = "%d%m%y";
  constexpr std::array<std::uint8_t, 10> kWeights = {1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  const auto day = draw_birthday(context, {args.min_age, args.max_age});
  if (!day) return;
  const int year = static_cast<int>(calendar::date_of(*day).year());
  if (year < 1800 || year > 2999) {
    return context.fail(ErrorCode::generation_failed,
                        "Faker fails here too: a date of birth is not in the years 1800 to 2999");
  }
  const std::size_t start = out.size();
  calendar::append_strftime(*day * calendar::kDay, kPattern, out);
  const std::size_t century = out.size();
  out.append(year >= 2000 ? '2' : year >= 1900 ? '1' : '0');
  out.append_padded_integer(111 + context.random().below(888), 3);
  const std::uint32_t check = (12 - weighted_sum(out.view_from(start), kWeights) % 11) % 11;
  *out.insert(century, 1) = '-';
  out.append(digit_character(check % 10));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Latvian personal code, with its check digit.")
        .param<&SsnArgs::min_age>("min_age", "The lowest age, in years of 365 days.")
        .at_least(-kMaxAge)
        .at_most(kMaxAge)
        .param<&SsnArgs::max_age>("max_age", "The highest age (excluded), in years of 365 days.")
        .at_least(-kMaxAge)
        .at_most(kMaxAge),
};

}  // namespace

std::span<const GeneratorSpec> lv_LV() { return generators; }

}  // namespace phoney::ssn
