#include "generators/passport/passport.h"

#include <array>
#include <string>

#include "calendar/strftime.h"
#include "engine/list_writer.h"
#include "generators/date_time/birth.h"
#include "generators/date_time/draws.h"

namespace phoney {
namespace {

using calendar::kDay;
using calendar::kDaySeconds;
using date_time::DateTime;
using date_time::When;

struct OwnerArgs {
  std::string gender = "X";
};
struct RussianOwnerArgs {
  std::string gender = "M";
};
struct DatesArgs {
  When birthday{"today"};

  Result<void> check() const { return date_time::check_birth_date(birthday, "birthday"); }
};
struct GenderArgs {
  std::int64_t seed = 0;
};

// A list of strings in JSON, a tuple in Python.
template <class... Write>
void write_tuple(Output& out, Write&&... write) {
  const std::size_t start = out.size();
  ListWriter list(out);
  (list.item(write), ...);
  list.finish();
  if (out.notation() == Notation::json) return;
  out.data()[start] = '(';
  out.data()[out.size() - 1] = ')';
}

// The first name is call 0 of men, 1 of women and 2 of others; the last name is call 3.
std::size_t first_name_of(std::string_view gender) { return gender == "M" ? 0 : gender == "F" ? 1 : 2; }

void passport_owner(Context& context, const OwnerArgs& args, Output& out) {
  write_tuple(out, [&] { context.call(first_name_of(args.gender), out); }, [&] { context.call(3, out); });
}

// Faker takes the three names apart at their spaces, so each must be one word.
void russian_owner(Context& context, const RussianOwnerArgs& args, Output& out) {
  const std::size_t first = args.gender == "F" ? 3 : 0;
  bool words = true;
  const auto name = [&](std::size_t call) {
    const std::size_t start = out.size();
    context.call(call, out);
    words = words && out.size() > start && out.view_from(start).find(' ') == std::string_view::npos;
  };
  write_tuple(
      out, [&] { name(first); },
      [&] {
        name(first + 1);
        out.append(' ');
        name(first + 2);
      });
  if (!words) context.fail(ErrorCode::generation_failed, "Faker fails here too: a name has more than one word");
}

// Days since 1970, and years until it expires.
struct Issue {
  std::int64_t day;
  int years;
};

std::optional<std::int64_t> draw_day(const Context& context, std::int64_t start, std::int64_t end) {
  const auto moment = date_time::draw_between(context, start * kDaySeconds, end * kDaySeconds, nullptr);
  if (!moment) return std::nullopt;
  return moment->day();
}

// Valid for five years for owners younger than 21, and for ten years otherwise. The owner is at least 16 on the day of
// issue, if possible. Faker may draw twice, and keeps the later draw.
std::optional<Issue> draw_issue(const Context& context, std::int64_t birthday, std::int64_t today) {
  const std::int64_t age = calendar::floor_divide(today - birthday, 365);
  const std::int64_t five_years_ago = today - (5 * 365 - 1);
  int years = 5;
  std::optional<std::int64_t> day;
  if (age < 16) {
    day = draw_day(context, five_years_ago, today);
    if (age < 5) day = draw_day(context, birthday, today);
  } else if (age >= 26) {
    years = 10;
    day = draw_day(context, today - (10 * 365 - 1), today);
  } else {
    day = draw_day(context, five_years_ago, birthday + 16 * 365 - 1);
    if (age >= 21) {
      day = draw_day(context, five_years_ago, today);
      years = 10;
    }
  }
  if (!day) return std::nullopt;
  return Issue{*day, years};
}

// The dates of birth, issue and expiry, as a passport writes them.
std::optional<std::array<std::int64_t, 3>> draw_dates(const Context& context, std::int64_t birthday) {
  const auto issue = draw_issue(context, birthday, date_time::today(context));
  if (!issue) return std::nullopt;
  calendar::Date issued = calendar::date_of(issue->day);
  // 29 February becomes the 28th, which exists when the passport expires.
  if (issued.month() == std::chrono::February && issued.day() == std::chrono::day{29})
    issued = issued.year() / issued.month() / 28;
  const calendar::Date expires = issued + std::chrono::years{issue->years};
  if (!calendar::day_in_range(calendar::days_of(expires))) {
    date_time::fail_out_of_range(context);
    return std::nullopt;
  }
  return std::array{birthday, calendar::days_of(issued), calendar::days_of(expires)};
}

void append_date(std::int64_t day, Output& out) {
  static const std::string pattern = "%d %b %Y";
  calendar::append_strftime(day * kDay, pattern, out);
}

void passport_dates(Context& context, const DatesArgs& args, Output& out) {
  const auto birthday = date_time::date(context, args.birthday);
  if (!birthday) return;
  const auto dates = draw_dates(context, *birthday);
  if (!dates) return;
  write_tuple(
      out, [&] { append_date((*dates)[0], out); }, [&] { append_date((*dates)[1], out); },
      [&] { append_date((*dates)[2], out); });
}

// random.choices with weights, of Python's own `random` module.
std::string_view draw_gender(const Context& context) {
  constexpr double men = 0.493;
  constexpr double women = men + 0.493;
  constexpr double total = women + 0.014;
  const double drawn = context.session().global_random().uniform01() * total;
  return drawn < men ? "M" : drawn < women ? "F" : "X";
}

// A seed other than zero starts that module's stream again.
void passport_gender(Context& context, const GenderArgs& args, Output& out) {
  if (args.seed != 0) context.session().global_random().seed(Seed::from_integer(args.seed));
  out.append(draw_gender(context));
}

void passport_full(Context& context, Output& out) {
  const std::size_t start = out.size();
  context.call(4, out);
  if (context.session().failed()) return;
  const When birthday(out.view_from(start));
  out.truncate(start);
  const auto dates = draw_dates(context, birthday.day);
  if (!dates) return;
  const std::string_view gender = draw_gender(context);
  context.call(first_name_of(gender), out);
  out.append('\n');
  context.call(3, out);
  out.append('\n');
  out.append(gender);
  out.append('\n');
  for (const std::int64_t day : *dates) {
    append_date(day, out);
    out.append('\n');
  }
  context.call(5, out);
  out.append('\n');
}

constexpr std::string_view kGenders[] = {"M", "F", "X"};

constexpr GeneratorSpec default_generators[] = {
    generator<passport_owner>("passport_owner", "The first and last name of a passport's owner.")
        .param<&OwnerArgs::gender>("gender", "M, F or X.")
        .calls({"first_name_male", "first_name_female", "first_name_nonbinary", "last_name"})
        .returns(ResultType::list),
};

constexpr GeneratorSpec american_generators[] = {
    generator<passport_dates>("passport_dates", "The dates of birth, issue and expiry in a passport.")
        .param<&DatesArgs::birthday>("birthday", "The date of birth.")
        .returns(ResultType::list),
    generator<passport_gender>("passport_gender", "The sex in a passport: M, F or X.")
        .param<&GenderArgs::seed>("seed", "Seed that restarts the sequence of these values; 0 to continue it."),
    generator<passport_full>("passport_full", "A complete passport, one item per line.")
        .calls({"first_name_male", "first_name_female", "first_name_nonbinary", "last_name", "passport_dob",
                "passport_number"}),
};

constexpr GeneratorSpec russian_generators[] = {
    generator<russian_owner>("passport_owner", "The last name and the given names of a passport's owner.")
        .param<&RussianOwnerArgs::gender>("gender", "M, F or X.", kGenders)
        .calls({"last_name_male", "first_name_male", "middle_name_male", "last_name_female", "first_name_female",
                "middle_name_female"})
        .returns(ResultType::list),
};

}  // namespace

std::span<const ClassGenerators> passport_generators() {
  static const ClassGenerators classes[] = {
      {"passport", "default", default_generators},
      {"passport", "en_US", american_generators},
      {"passport", "ru_RU", russian_generators},
  };
  return classes;
}

}  // namespace phoney
