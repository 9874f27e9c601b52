// Hungary's personal number (szemelyi szam): sex and century, date of birth, serial and a check digit.

#include <algorithm>
#include <optional>
#include <string>

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

struct Birthday {
  std::uint32_t year;
  std::uint32_t month;
  std::uint32_t day;
};

// Python's int() of ASCII text: a sign and spaces around the number are allowed. Nothing for one below zero too, of
// which Faker cannot make a check digit.
std::optional<std::uint32_t> read_integer(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\n\v\f\r\x1c\x1d\x1e\x1f";
  text.remove_prefix(std::min(text.find_first_not_of(kSpaces), text.size()));
  text = text.substr(0, text.find_last_not_of(kSpaces) + 1);
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::uint32_t number = 0;
  for (const char digit : text) number = 10 * number + static_cast<std::uint32_t>(digit - '0');
  if (minus && number != 0) return std::nullopt;
  return number;
}

// Two characters each, as Python's slices take them: the last may be one alone, and what is behind it does not count.
std::optional<Birthday> read_birthday(std::string_view text) {
  constexpr std::size_t kDay = 4;
  if (text.size() <= kDay) return std::nullopt;
  const auto year = read_integer(text.substr(0, 2));
  const auto month = read_integer(text.substr(2, 2));
  const auto day = read_integer(text.substr(kDay, 2));
  if (!year || !month || !day) return std::nullopt;
  return Birthday{*year, *month, *day};
}

struct SsnArgs {
  std::optional<std::string> dob = {};
  std::optional<std::string> gender = {};

  std::optional<Birthday> born;

  Result<void> prepare() {
    if (!dob || dob->empty()) return {};
    born = read_birthday(*dob);
    if (born) return {};
    return make_error(ErrorCode::invalid_argument, "`dob` must be a date as YYMMDD, for example 900622, not " + *dob,
                      "dob");
  }
};

// Years up to this are taken for those of this century.
constexpr std::uint32_t kLastOfThisCentury = 17;

// A year below 10 is written with one digit, which shifts the weights of the digits after it. Weights rise for births
// before 1997, and fall for later ones.
void append_number(std::uint32_t sex, const Birthday& born, Random& random, Output& out) {
  const std::size_t start = out.size();
  out.append(digit_character(sex));
  out.append_integer(born.year);
  out.append_padded_integer(born.month, 2);
  out.append_padded_integer(born.day, 2);
  random.digits(out.reserve(3), 3);
  out.commit(3);
  const bool rising = born.year > kLastOfThisCentury && born.year < 97;
  const std::string_view digits = out.view_from(start);
  std::uint32_t sum = 0;
  for (std::uint32_t i = 0; i < digits.size(); ++i) {
    sum += static_cast<std::uint32_t>(digits[i] - '0') * (rising ? i + 1 : 10 - i);
  }
  out.append_integer(sum % 11);
}

// With a sex and no date, the date is drawn and the sex is not; with neither, both are.
void ssn(Context& context, const SsnArgs& args, Output& out) {
  Random& random = context.random();
  const bool given = args.gender && !args.gender->empty();
  const bool female = given && (*args.gender == "F" || *args.gender == "f");
  const std::uint32_t before = args.born && args.born->year <= kLastOfThisCentury ? 3 : 1;
  const std::uint32_t sex = before + (given ? (female ? 1 : 0) : random.below(2));
  if (args.born) return append_number(sex, *args.born, random, out);
  const std::uint32_t year = 17 + random.below(83);
  const std::uint32_t month = 1 + random.below(12);
  append_number(sex, {year, month, 1 + random.below(30)}, random, out);
}

constexpr std::string_view kGenders[] = {"F", "M", "f", "m", ""};

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Hungarian personal number, with its check digit.")
        .param<&SsnArgs::dob>("dob", "The date of birth as YYMMDD; random if null.")
        .param<&SsnArgs::gender>("gender", "F or M; random if null.", kGenders),
};

}  // namespace

std::span<const GeneratorSpec> hu_HU() { return generators; }

}  // namespace phoney::ssn
