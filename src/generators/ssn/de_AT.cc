// Austria's social security number: serial, check digit and date of birth.

#include <optional>
#include <string>

#include "calendar/strftime.h"
#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/date_time/birth.h"
#include "generators/date_time/draws.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

struct SsnArgs {
  std::optional<date_time::When> birthdate;

  Result<void> prepare() { return date_time::settle_birth_date(birthdate, "birthdate"); }
};

// A serial for which there is no check digit is drawn anew.
void ssn(Context& context, const SsnArgs& args, Output& out) {
  static const std::string kPattern = "%d%m%y";
  constexpr std::array<std::uint8_t, 9> kWeights = {3, 7, 9, 5, 8, 4, 2, 1, 6};
  constexpr std::size_t kSerial = 3;
  const auto day = args.birthdate ? date_time::date(context, *args.birthdate) : date_time::drawn_day(context, 0, out);
  if (!day) return;
  const std::size_t start = out.size();
  std::uint32_t check;
  do {
    out.truncate(start);
    out.append("%##");
    numerify(context.random(), out, start);
    calendar::append_strftime(*day * calendar::kDay, kPattern, out);
    check = weighted_sum(out.view_from(start), kWeights) % 11;
  } while (check == 10);
  *out.insert(start + kSerial, 1) = digit_character(check);
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "An Austrian social security number, with its check digit.")
        .param<&SsnArgs::birthdate>("birthdate", "The date of birth; random if null.")
        .calls({"date_object"}),
};

}  // namespace

std::span<const GeneratorSpec> de_AT() { return generators; }

}  // namespace phoney::ssn
