// Ukraine's taxpayer number: days since 1899, a serial, the sex and a check digit.

#include <chrono>
#include <optional>
#include <string>

#include "engine/session.h"
#include "generators/check_digits.h"
#include "generators/date_time/birth.h"
#include "generators/ssn/locales.h"

namespace phoney::ssn {
namespace {

constexpr std::int64_t kFirstDay = calendar::days_of(1899, 12, 31);

// What strptime reads as "%d-%m-%Y", where a day of one digit may have a space before it; days since 1970.
std::optional<std::int64_t> read_birthday(std::string_view text) {
  const auto number = [&](std::size_t most) -> std::optional<unsigned> {
    unsigned value = 0;
    std::size_t count = 0;
    for (; count < most && count < text.size() && text[count] >= '0' && text[count] <= '9'; ++count) {
      value = 10 * value + static_cast<unsigned>(text[count] - '0');
    }
    text.remove_prefix(count);
    return count == 0 || (most == 4 && count < 4) ? std::nullopt : std::optional(value);
  };
  const auto dash = [&] {
    const bool there = text.starts_with('-');
    if (there) text.remove_prefix(1);
    return there;
  };
  const bool space = text.starts_with(' ');
  if (space) text.remove_prefix(1);
  const auto day = number(space ? 1 : 2);
  if (!day || !dash()) return std::nullopt;
  const auto month = number(2);
  if (!month || !dash()) return std::nullopt;
  const auto year = number(4);
  if (!year || *year == 0 || !text.empty()) return std::nullopt;
  const calendar::Date date{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month},
                            std::chrono::day{*day}};
  if (!date.ok()) return std::nullopt;
  return calendar::days_of(date);
}

struct SsnArgs {
  std::optional<std::string> birthday = {};
  std::optional<std::string> gender = {};

  std::optional<std::int64_t> born;

  Result<void> prepare() {
    if (!birthday || birthday->empty()) return {};
    born = read_birthday(*birthday);
    if (!born) {
      return make_error(ErrorCode::invalid_argument,
                        "`birthday` must be a date as DD-MM-YYYY, for example 22-06-1990, not " + *birthday,
                        "birthday");
    }
    if (*born >= kFirstDay) return {};
    return make_error(ErrorCode::invalid_argument, "`birthday` must not be before 31-12-1899", "birthday");
  }
};

// Drawn from Python's own random numbers. Without a given sex, the digit is 0 or 1.
std::uint32_t draw_sex(Random& random, const std::optional<std::string>& gender) {
  if (!gender || gender->empty()) return random.below(2);
  return 2 * random.below(5) + (*gender == "M" ? 1 : 0);
}

void ssn(Context& context, const SsnArgs& args, Output& out) {
  constexpr std::array<std::uint8_t, 9> kWeights = {10, 5, 7, 9, 4, 6, 10, 5, 7};  // 10 for minus 1, modulo 11
  const auto day = args.born ? args.born : date_time::drawn_day(context, 0, out);
  if (!day) return;
  const std::size_t start = out.size();
  out.append_integer(*day - kFirstDay);
  out.append_padded_integer(100 + context.random().below(900), 3);
  out.append(digit_character(draw_sex(context.session().global_random(), args.gender)));
  out.append(digit_character(weighted_sum(out.view_from(start), kWeights) % 11 % 10));
}

constexpr std::string_view kGenders[] = {"M", "F", ""};

constexpr GeneratorSpec generators[] = {
    generator<ssn>("ssn", "A Ukrainian taxpayer number, with its check digit.")
        .param<&SsnArgs::birthday>("birthday", "The date of birth as DD-MM-YYYY; random if null.")
        .param<&SsnArgs::gender>("gender", "M or F; a digit that is 0 or 1 if null.", kGenders)
        .calls({"date_object"}),
};

}  // namespace

std::span<const GeneratorSpec> uk_UA() { return generators; }

}  // namespace phoney::ssn
