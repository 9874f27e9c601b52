// China's resident identity number: area, date of birth, serial, sex and a check character.

#include <optional>
#include <string>

#include "calendar/strftime.h"
#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/ages.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

struct SsnArgs {
  std::int64_t min_age = 18;
  std::int64_t max_age = 90;
  std::optional<std::string> gender = {};
  std::string area_code;

  Result<void> check() const { return ssn::check({min_age, max_age}, true); }
};

// As a number to base 13, which is 2 modulo 11; with 10 as X.
char check_character(std::string_view digits) {
  std::uint32_t remainder = 0;
  for (const char digit : digits) remainder = (remainder * 13 + static_cast<std::uint32_t>(digit - '0')) % 11;
  return "0123456789X"[(1 + 9 * remainder) % 11];
}

// An even digit for women, an odd one for men.
std::uint32_t draw_sex(Random& random, const std::optional<std::string>& gender) {
  if (!gender || gender->empty()) return random.below(10);
  return 2 * random.below(5) + (*gender == "M" || *gender == "m" ? 1 : 0);
}

// Years have 365 days here. An area that is not in the list is drawn.
void ssn(Context& context, const SsnArgs& args, Output& out) {
  static const std::string kPattern = "%Y%m%d";
  Random& random = context.random();
  const auto day = days_ago(context, random.range(args.min_age * 365, args.max_age * 365));
  if (!day) return;
  const Table areas = context.table(0);
  const std::size_t start = out.size();
  if (!args.area_code.empty() && areas.find(args.area_code)) {
    out.append(args.area_code);
  } else {
    areas.pick(random, out);
  }
  calendar::append_strftime(*day * calendar::kDay, kPattern, out);
  random.digits(out.reserve(2), 2);
  out.commit(2);
  out.append(digit_character(draw_sex(random, args.gender)));
  out.append(check_character(out.view_from(start)));
}

constexpr std::string_view kGenders[] = {"F", "M", "f", "m", ""};

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Chinese resident identity number, with its check character.")
        .param<&SsnArgs::min_age>("min_age", "The lowest age, in years of 365 days.")
        .at_least(-kMaxAge)
        .at_most(kMaxAge)
        .param<&SsnArgs::max_age>("max_age", "The highest age, in years of 365 days.")
        .at_least(-kMaxAge)
        .at_most(kMaxAge)
        .param<&SsnArgs::gender>("gender", "F or M; random if null.", kGenders)
        .param<&SsnArgs::area_code>("area_code", "Code of the area, such as 110101; random if unknown.")
        .tables({"area_codes"}),
};

}  // namespace

std::span<const GeneratorSpec> zh_CN() { return generators; }

}  // namespace phoney::ssn
