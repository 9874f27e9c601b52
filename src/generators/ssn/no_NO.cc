// Norway's national identity number (fodselsnummer): date of birth, serial, sex and two check digits.

#include <chrono>
#include <optional>
#include <string>

#include "calendar/strftime.h"
#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/ssn/ages.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

// The number that so many digits spell, one at least; nothing for other text.
std::optional<unsigned> read_digits(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  unsigned number = 0;
  for (const char digit : text) number = 10 * number + static_cast<unsigned>(digit - '0');
  return number;
}

// What strptime reads as "%d": one or two digits, or a space and one.
std::optional<unsigned> read_day_of_month(std::string_view text) {
  if (text.size() > 2) return std::nullopt;
  const auto day = read_digits(text.size() == 2 && text[0] == ' ' ? text.substr(1) : text);
  return day && *day >= 1 && *day <= 31 ? day : std::nullopt;
}

// What strptime reads as "%Y%m%d", where one digit is enough for a month too; days since 1970. Two digits of a month
// are tried first.
std::optional<std::int64_t> read_day(std::string_view text) {
  constexpr std::size_t kYear = 4;
  if (text.size() < kYear + 2) return std::nullopt;
  const auto year = read_digits(text.substr(0, kYear));
  if (!year || *year == 0) return std::nullopt;
  for (const std::size_t month_digits : {std::size_t{2}, std::size_t{1}}) {
    const auto month = read_digits(text.substr(kYear, month_digits));
    const auto day = read_day_of_month(text.substr(kYear + month_digits));
    if (!month || *month < 1 || *month > 12 || !day) continue;
    const calendar::Date date{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month},
                              std::chrono::day{*day}};
    return date.ok() ? std::optional(calendar::days_of(date)) : std::nullopt;
  }
  return std::nullopt;
}

// The serial numbers of people born in a year: from `first` to below the end. Nothing for years without any.
struct Serials {
  std::uint32_t first;
  std::uint32_t end;
};
std::optional<Serials> serials_of(std::int64_t day) {
  const int year = static_cast<int>(calendar::date_of(day).year());
  if (year >= 1900 && year <= 1999) return Serials{0, 49};
  if (year >= 1854 && year <= 1899) return Serials{50, 74};
  if (year >= 2000 && year <= 2039) return Serials{50, 99};
  return std::nullopt;
}

struct SsnArgs {
  std::optional<std::string> dob = {};
  std::optional<std::string> gender = {};

  std::optional<std::int64_t> born;

  Result<void> prepare() {
    if (!dob || dob->empty()) return {};
    born = read_day(*dob);
    if (!born) {
      return make_error(ErrorCode::invalid_argument,
                        "`dob` must be a date as YYYYMMDD, for example 19900622, not " + *dob, "dob");
    }
    if (serials_of(*born)) return {};
    return make_error(ErrorCode::invalid_argument, "`dob` must be in the years 1854 to 2039", "dob");
  }
};

std::uint32_t check_digit(std::string_view digits, const std::array<std::uint8_t, 10>& weights) {
  return (11 - weighted_sum(digits, weights) % 11) % 11;
}

// A number for which there are no check digits is drawn anew.
void append_number(Random& random, std::int64_t day, const Serials& serials, bool male, Output& out) {
  static const std::string kPattern = "%d%m%y";
  constexpr std::array<std::uint8_t, 10> kFirst = {3, 7, 6, 1, 8, 9, 4, 5, 2, 0};
  constexpr std::array<std::uint8_t, 10> kSecond = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
  const std::size_t start = out.size();
  calendar::append_strftime(day * calendar::kDay, kPattern, out);
  const std::size_t serial = out.size();
  for (;; out.truncate(serial)) {
    out.append_padded_integer(serials.first + random.below(serials.end - serials.first), 2);
    out.append(digit_character(2 * random.below(5) + (male ? 1 : 0)));
    const std::uint32_t first = check_digit(out.view_from(start), kFirst);
    if (first == 10) continue;
    out.append(digit_character(first));
    const std::uint32_t second = check_digit(out.view_from(start), kSecond);
    if (second == 10) continue;
    return out.append(digit_character(second));
  }
}

void ssn(Context& context, const SsnArgs& args, Output& out) {
  const auto day = args.born ? args.born : draw_birthday(context, {18, 90});
  if (!day) return;
  const bool given = args.gender && !args.gender->empty();
  const bool male = given ? *args.gender == "M" : context.random().below(2) == 1;
  const auto serials = serials_of(*day);
  if (!serials) {
    return context.fail(ErrorCode::generation_failed,
                        "Faker fails here too: a date of birth is not in the years 1854 to 2039");
  }
  append_number(context.random(), *day, *serials, male, out);
}

constexpr std::string_view kGenders[] = {"F", "M", ""};

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Norwegian national identity number, with its check digits.")
        .param<&SsnArgs::dob>("dob", "The date of birth as YYYYMMDD; random if null.")
        .param<&SsnArgs::gender>("gender", "F or M; random if null.", kGenders),
};

}  // namespace

std::span<const GeneratorSpec> no_NO() { return generators; }

}  // namespace phoney::ssn
