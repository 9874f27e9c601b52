#include "generators/date_time/birth.h"

#include <fmt/format.h>

namespace phoney::date_time {

Result<void> BirthArgs::check() const {
  if (minimum_age <= maximum_age) return {};
  return make_error(ErrorCode::invalid_argument, "`minimum_age` must be at most `maximum_age`", "minimum_age");
}

Result<void> check_birth_date(const When& given, std::string_view parameter) {
  if (given.kind != When::Kind::number) return {};
  return make_error(ErrorCode::invalid_argument,
                    fmt::format("`{}` takes a date such as 2000-02-29, not an integer", parameter),
                    std::string(parameter));
}

Result<void> settle_birth_date(std::optional<When>& given, std::string_view parameter) {
  if (!given) return {};
  if (given->kind == When::Kind::number && given->number == 0) {
    given.reset();
    return {};
  }
  return check_birth_date(*given, parameter);
}

std::optional<std::int64_t> drawn_day(const Context& context, std::size_t i, Output& out, const void* arguments) {
  constexpr std::size_t kDate = 10;  // of 2024-02-29, before any time of day
  const PythonNotation text(out);
  const std::size_t start = out.size();
  context.call_with(i, arguments, out);
  const When drawn(out.view_from(start).substr(0, kDate));
  out.truncate(start);
  out.set_kind(Kind::text);
  if (context.session().failed()) return std::nullopt;
  return drawn.day;
}

}  // namespace phoney::date_time
