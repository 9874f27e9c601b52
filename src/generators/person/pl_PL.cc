// Polish numbers of persons, with their check digits.

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/date_time/birth.h"
#include "generators/date_time/draws.h"
#include "generators/person/locales.h"

namespace phoney {
namespace {

// The sum of digit times weight; both have one length.
std::int64_t weighted_sum(std::span<const std::int64_t> digits, std::span<const std::int64_t> weights) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) sum += digits[i] * weights[i];
  return sum;
}

void draw_digits(Random& random, std::span<std::int64_t> digits) {
  for (std::int64_t& digit : digits) digit = random.below(10);
}

void append_digits(Output& out, std::span<const std::int64_t> digits) {
  for (const std::int64_t digit : digits) out.append(static_cast<char>('0' + digit));
}

// Three letters, counted from A as 10; a check digit; five digits.
void identity_card_number(Context& context, Output& out) {
  constexpr std::array<std::int64_t, 9> kWeights = {7, 3, 1, 0, 7, 3, 1, 7, 3};
  Random& random = context.random();
  std::array<std::int64_t, 9> values;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::int64_t letter = random.below(52) % 26;  // drawn from small and capital letters, then made capital
    values[i] = letter + 10;
    out.append(static_cast<char>('A' + letter));
  }
  values[3] = 0;
  draw_digits(random, std::span(values).subspan(4));
  values[3] = weighted_sum(values, kWeights) % 10;
  append_digits(out, std::span(values).subspan(3));
}

// Three digits of a tax office, six of the person and a check digit. Where that would be 10, one of the digits is
// changed.
void nip(Context& context, Output& out) {
  constexpr std::array<std::int64_t, 9> kWeights = {6, 5, 7, 2, 3, 4, 5, 6, 7};
  Random& random = context.random();
  std::array<std::int64_t, 9> digits;
  std::ranges::transform(context.table(0).pick_text(random).substr(0, 3), digits.begin(),
                         [](char c) { return c - '0'; });
  draw_digits(random, std::span(digits).subspan(3));
  std::int64_t check = weighted_sum(digits, kWeights) % 11;
  if (check == 10) {
    const auto changed = static_cast<std::size_t>(random.range(3, 8));
    const std::int64_t step = digits[changed] < 9 ? 1 : -1;
    digits[changed] += step;
    check = (check + step * kWeights[changed]) % 11;
  }
  append_digits(out, digits);
  out.append_integer(check);
}

// The weights are the places, from 1.
std::int64_t doctor_check(std::span<const std::int64_t> digits) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i)
    sum = (sum + static_cast<std::int64_t>(i + 1) * (digits[i] % 11)) % 11;
  return (sum + 11) % 11;
}

// A check of 10 is written with both its digits, as Faker writes it.
void pwz_doctor(Context& context, Output& out) {
  std::array<std::int64_t, 6> core;
  draw_digits(context.random(), core);
  if (doctor_check(core) == 0) core.back() = (core.back() + 1) % 10;
  out.append_integer(doctor_check(core));
  append_digits(out, core);
}

struct NurseArgs {
  std::optional<std::string> kind = "nurse";
};

void pwz_nurse(Context& context, const NurseArgs& args, Output& out) {
  std::array<std::int64_t, 5> core;
  out.append_padded_integer(static_cast<std::uint64_t>(context.random().range(1, 45)), 2);
  draw_digits(context.random(), core);
  append_digits(out, core);
  out.append(args.kind == "midwife" ? 'A' : 'P');
}

Error missing(std::string_view name) {
  return make_error(ErrorCode::invalid_argument, "`" + std::string(name) + "` is required: give the digits to check",
                    std::string(name));
}

// The check digit of the ten digits before it.
std::uint32_t pesel_check(std::string_view digits) {
  constexpr std::array<std::uint8_t, 10> kWeights = {9, 7, 3, 1, 9, 7, 3, 1, 9, 7};
  return phoney::weighted_sum(digits, kWeights) % 10;
}

struct PeselArgs {
  std::optional<date_time::When> date_of_birth;
  std::optional<std::string> sex;

  Result<void> check() const {
    return date_of_birth ? date_time::check_birth_date(*date_of_birth, "date_of_birth") : Result<void>{};
  }
};

// Days since 1970.
std::optional<std::int64_t> birthday(const Context& context, const PeselArgs& args, Output& out) {
  if (args.date_of_birth) return date_time::date(context, *args.date_of_birth);
  return date_time::drawn_day(context, 0, out);
}

// The date of birth, whose month also encodes the century; three digits, one that is odd for men, and a check
// digit.
void pesel(Context& context, const PeselArgs& args, Output& out) {
  const auto day = birthday(context, args, out);
  if (!day) return;
  const calendar::Date date = calendar::date_of(*day);
  const int year = static_cast<int>(date.year());
  if (year < 1800 || year > 2299) {
    return context.fail(ErrorCode::invalid_argument, "`date_of_birth` must be in the years 1800 to 2299");
  }
  const auto century = static_cast<unsigned>(year / 100);
  const std::size_t start = out.size();
  out.append_padded_integer(static_cast<unsigned>(year % 100), 2);
  out.append_padded_integer(static_cast<unsigned>(date.month()) + (century + 1) % 5 * 20, 2);
  out.append_padded_integer(static_cast<unsigned>(date.day()), 2);
  context.random().digits(out.reserve(4), 4);
  out.commit(4);
  char& sex = out.data()[out.size() - 1];
  const bool odd = (sex - '0') % 2 == 1;
  if ((args.sex == "M" && !odd) || (args.sex == "F" && odd)) sex = sex == '9' ? '0' : static_cast<char>(sex + 1);
  out.append(digit_character(pesel_check(out.view_from(start))));
}

struct PeselCheckArgs {
  std::optional<std::string> pesel;

  Result<void> check() const {
    if (!pesel) return missing("pesel");
    // Faker ignores what follows the tenth digit.
    if (std::ranges::all_of(pesel->substr(0, 10), [](char c) { return c >= '0' && c <= '9'; })) return {};
    return make_error(ErrorCode::invalid_argument, "`pesel` must consist of digits", "pesel");
  }
};

void pesel_compute_check_digit(Context& context, const PeselCheckArgs& args, Output& out) {
  if (!args.pesel) {
    Error error = missing("pesel");
    return context.fail(error.code, std::move(error.message));
  }
  out.integer(pesel_check(*args.pesel));
}

struct DoctorCheckArgs {
  std::optional<IntegerList> x;

  Result<void> check() const { return x ? Result<void>() : missing("x"); }
};

void pwz_doctor_compute_check_digit(Context& context, const DoctorCheckArgs& args, Output& out) {
  if (!args.x) {
    Error error = missing("x");
    return context.fail(error.code, std::move(error.message));
  }
  out.integer(doctor_check(*args.x));
}

constexpr GeneratorSpec generators[] = {
    generator<identity_card_number>("identity_card_number", "The number of an identity card."),
    generator<nip>("nip", "A taxpayer number (NIP).").tables({"tax_office_codes"}),
    generator<pwz_doctor>("pwz_doctor", "The number of a doctor's licence (PWZ)."),
    generator<pwz_nurse>("pwz_nurse", "The number of a nurse's or midwife's licence (PWZ).")
        .param<&NurseArgs::kind>("kind", "nurse, or midwife."),
    generator<pesel>("pesel", "A national identification number (PESEL), with its check digit.")
        .param<&PeselArgs::date_of_birth>("date_of_birth", "The date of birth; random if null.")
        .param<&PeselArgs::sex>("sex", "M or F; random for any other value.")
        .calls({"date_of_birth"}),
    generator<pesel_compute_check_digit>("pesel_compute_check_digit",
                                         "The check digit of a national identification number (PESEL).")
        .param<&PeselCheckArgs::pesel>("pesel", "The ten digits before the check digit.")
        .returns(ResultType::integer),
    generator<pwz_doctor_compute_check_digit>("pwz_doctor_compute_check_digit",
                                              "The check digit of a doctor's licence (PWZ).")
        .param<&DoctorCheckArgs::x>("x", "The six digits after the check digit.")
        .returns(ResultType::integer),
};

}  // namespace

constinit const std::span<const GeneratorSpec> person_pl_PL = generators;

}  // namespace phoney
