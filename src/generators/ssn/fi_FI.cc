// Finland's personal identity code (HETU): date of birth, century, serial and a check character.

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
  bool artificial = false;

  Result<void> check() const { return ssn::check({min_age, max_age}, true); }
};

// The serial numbers from 900 on are not assigned to people.
void ssn(Context& context, const SsnArgs& args, Output& out) {
  static const std::string kPattern = "%d%m%y";
  Random& random = context.random();
  const auto day = args.min_age == args.max_age ? days_ago(context, args.min_age * 365)
                                                : draw_birthday(context, {args.min_age, args.max_age});
  if (!day) return;
  const std::uint32_t serial = args.artificial ? 900 + random.below(99) : 2 + random.below(897);
  const int year = static_cast<int>(calendar::date_of(*day).year());
  if (year < 1800 || year > 2999) {
    return context.fail(ErrorCode::generation_failed,
                        "Faker fails here too: a date of birth is not in the years 1800 to 2999");
  }
  const std::size_t start = out.size();
  calendar::append_strftime(*day * calendar::kDay, kPattern, out);
  const std::size_t century = out.size();
  out.append_padded_integer(serial, 3);
  const char check = "0123456789ABCDEFHJKLMNPRSTUVWXY"[remainder_of(out.view_from(start), 31)];
  *out.insert(century, 1) = year >= 2000 ? 'A' : year >= 1900 ? '-' : '+';
  out.append(check);
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Finnish personal identity code (HETU), with its check character.")
        .param<&SsnArgs::min_age>("min_age", "The lowest age, in years of 365 days.")
        .at_least(-kMaxAge)
        .at_most(kMaxAge)
        .param<&SsnArgs::max_age>("max_age",
                                  "The highest age, in years of 365 days; excluded, unless it equals the lowest.")
        .at_least(-kMaxAge)
        .at_most(kMaxAge)
        .param<&SsnArgs::artificial>("artificial", "Whether to use a serial number that is reserved for tests."),
};

}  // namespace

std::span<const GeneratorSpec> fi_FI() { return generators; }

}  // namespace phoney::ssn
