#include "generators/date_time/birth.h"

namespace phoney::date_time {

Result<void> BirthArgs::check() const {
  const auto invalid = [](const char* message, const char* field) {
    return make_error(ErrorCode::invalid_argument, message, field);
  };
  if (maximum_age < 0) return invalid("`maximum_age` must be at least 0", "maximum_age");
  if (minimum_age < 0) return invalid("`minimum_age` must be at least 0", "minimum_age");
  if (minimum_age > maximum_age) return invalid("`minimum_age` must be at most `maximum_age`", "minimum_age");
  if (maximum_age > 9998)
    return invalid("`maximum_age` must be at most 9998: Python has no years before 1", "maximum_age");
  return {};
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
