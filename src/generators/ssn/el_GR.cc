// Greece's numbers: of social security (AMKA), and of taxpayers (AFM), persons or companies.

#include <string>

#include "calendar/strftime.h"
#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/date_time/birth.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

constexpr std::size_t kTin = 8;  // digits before the check digit

// The first digit is drawn from Python's own random numbers, one of these. The digits count 256 to 2 times.
void append_tin(Context& context, std::string_view first_digits, Output& out) {
  const std::size_t start = out.size();
  out.append(first_digits[context.session().global_random().below(static_cast<std::uint32_t>(first_digits.size()))]);
  context.random().digits(out.reserve(kTin - 1), kTin - 1);
  out.commit(kTin - 1);
  std::uint32_t sum = 0;
  for (const char digit : out.view_from(start)) sum = 2 * (sum + static_cast<std::uint32_t>(digit - '0'));
  out.append(digit_character(sum % 11 % 10));
}

struct VatArgs {
  bool prefix = true;
};

void vat_id(Context& context, const VatArgs& args, Output& out) {
  if (args.prefix) out.append("EL");
  append_tin(context, "7890", out);
}

void tin(Context& context, Output& out) { append_tin(context, "1234", out); }

void ssn(Context& context, Output& out) {
  static const std::string kPattern = "%d%m%y";
  const auto day = date_time::drawn_day(context, 0, out);
  if (!day) return;
  const std::size_t start = out.size();
  calendar::append_strftime(*day * calendar::kDay, kPattern, out);
  context.random().digits(out.reserve(4), 4);
  out.commit(4);
  out.append(luhn_check_digit(out.view_from(start)));
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Greek social security number (AMKA), with its check digit.").calls({"date"}),
    generator<tin>("tin", "A Greek tax number (AFM) of a person, with its check digit."),
    generator<vat_id>("vat_id", "A Greek tax number (AFM) of a company, with its check digit.")
        .param<&VatArgs::prefix>("prefix", "Whether to start with EL."),
};

}  // namespace

std::span<const GeneratorSpec> el_GR() { return generators; }

}  // namespace phoney::ssn
