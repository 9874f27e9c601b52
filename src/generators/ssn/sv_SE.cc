// Sweden's personal number (personnummer), and the numbers of organisations and for value-added tax.

#include <algorithm>
#include <array>

#include "calendar/strftime.h"
#include "engine/list_writer.h"
#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/ages.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

struct SsnArgs {
  std::int64_t min_age = 18;
  std::int64_t max_age = 90;
  bool long_form = false;
  bool dash = true;

  Result<void> check() const { return ssn::check({min_age, max_age}, false); }
};

// The check digit is that of the short form.
void ssn(Context& context, const SsnArgs& args, Output& out) {
  static const std::string kPattern = "%Y%m%d";
  static const std::string kShortPattern = "%y%m%d";
  Random& random = context.random();
  const auto day = draw_birthday(context, {args.min_age, args.max_age});
  if (!day) return;
  const std::size_t start = out.size();
  calendar::append_strftime(*day * calendar::kDay, args.long_form ? kPattern : kShortPattern, out);
  const std::size_t serial = out.size();
  out.append_padded_integer(random.below(999), 3);
  const char check = luhn_check_digit(out.view_from(start + (args.long_form ? 2 : 0)));
  if (args.dash) *out.insert(serial, 1) = '-';
  out.append(check);
}

// The first digit is the last of a shuffled list, by Python's own random numbers. No number that is drawn is the last
// of its kind: 9, 99, 999.
void append_organisation(Context& context, bool long_form, bool dash, Output& out) {
  std::array<char, 8> first = {'1', '2', '3', '5', '6', '7', '8', '9'};
  context.session().global_random().shuffle(std::span<char>(first));
  Random& random = context.random();
  if (long_form) out.append("16");
  const std::size_t start = out.size();
  out.append(first.back());
  out.append_padded_integer(random.below(9), 1);
  out.append_padded_integer(20 + random.below(79), 2);
  out.append_padded_integer(random.below(99), 2);
  const std::size_t middle = out.size();
  out.append_padded_integer(random.below(999), 3);
  const char check = luhn_check_digit(out.view_from(start));
  if (dash) *out.insert(middle, 1) = '-';
  out.append(check);
}

struct OrganisationArgs {
  bool long_form = false;
  bool dash = true;
};

void org_id(Context& context, const OrganisationArgs& args, Output& out) {
  append_organisation(context, args.long_form, args.dash, out);
}

void vat_id(Context& context, Output& out) {
  out.append("SE");
  append_organisation(context, true, false, out);
  out.append("01");
}

// The same organisation's two numbers.
void org_and_vat_id(Context& context, const OrganisationArgs& args, Output& out) {
  std::array<char, 13> text;
  std::size_t size = 0;
  ListWriter pair(out, Sequence::tuple);
  pair.item([&] {
    const std::size_t start = out.size();
    append_organisation(context, args.long_form, args.dash, out);
    size = out.view_from(start).copy(text.data(), text.size());
  });
  pair.item([&] {
    const char* const end = std::remove(text.data(), text.data() + size, '-');
    out.append(args.long_form ? "SE" : "SE16");
    out.append(std::string_view(text.data(), end));
    out.append("01");
  });
  pair.finish();
}

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Swedish personal number (personnummer), with its check digit.")
        .param<&SsnArgs::min_age>("min_age", "The lowest age, in years of 365 days.")
        .at_least(-kMaxAge)
        .at_most(kMaxAge)
        .param<&SsnArgs::max_age>("max_age", "The highest age, in years of 365 days.")
        .at_least(-kMaxAge)
        .at_most(kMaxAge)
        .param<&SsnArgs::long_form>("long", "Whether to write the year with four digits.")
        .param<&SsnArgs::dash>("dash", "Whether to include a hyphen after the date."),
    generator<org_id>("org_id", "A Swedish organisation number, with its check digit.")
        .param<&OrganisationArgs::long_form>("long", "Whether to use the long form, 12 digits that begin with 16.")
        .param<&OrganisationArgs::dash>("dash", "Whether to include a hyphen."),
    generator<vat_id>("vat_id", "A Swedish VAT number."),
    generator<org_and_vat_id>("org_and_vat_id", "A Swedish organisation number and its VAT number.")
        .param<&OrganisationArgs::long_form>(
            "long", "Whether the organisation number has the long form, 12 digits that begin with 16.")
        .param<&OrganisationArgs::dash>("dash", "Whether to include a hyphen in the organisation number.")
        .returns(ResultType::list),
};

}  // namespace

std::span<const GeneratorSpec> sv_SE() { return generators; }

}  // namespace phoney::ssn
