#include "generators/date_time/parameters.h"

#include <chrono>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/near.h"
#include "calendar/date_time.h"

namespace phoney {
namespace date_time {
namespace {

// Beyond this, sums and differences of two would not fit 64 bits. It is far outside the years that dates have.
constexpr std::int64_t kMaxNumber = std::int64_t{1} << 61;

Error wrong(std::string_view wanted, const Value& value) {
  return make_error(ErrorCode::invalid_argument,
                    fmt::format("takes {}, not {}", wanted, shortened(value.to_json(), 60)));
}

constexpr std::string_view kWhenForms =
    "`now`, `today`, a date relative to now such as -30y, +1d2h (y, M, w, d, h, m, s) or -PT12H, a date such as "
    "2024-02-29, a date and time such as 2024-02-29T12:34:56Z, or an integer";

// In a query string that nobody encoded, a space stands for the plus sign.
std::string with_plus_sign(std::string_view text) {
  std::string result(text);
  if (result.starts_with(' ')) result[0] = '+';
  return result;
}

Result<bool> read_text(std::string_view text, When& into) {
  into.source = text;
  if (text == "now" || text == "today") {
    into.kind = text == "now" ? When::Kind::now : When::Kind::today;
    return true;
  }
  const std::string signed_text = with_plus_sign(text);
  auto relative = calendar::parse_relative(signed_text, into.delta);
  if (relative && !*relative) relative = calendar::parse_duration(signed_text, into.delta);
  if (!relative || *relative) {
    into.kind = When::Kind::relative;
    return relative;
  }
  const auto written = parse_written_instant(text, PlusSign::may_be_space);
  if (!written) return false;
  into.kind = written->has_time ? When::Kind::moment : When::Kind::day;
  into.number = std::chrono::floor<std::chrono::seconds>(written->utc).time_since_epoch().count();
  into.day = written->day.time_since_epoch().count();
  return true;
}

}  // namespace

When::When(std::string_view text) { static_cast<void>(read_text(text, *this)); }

}  // namespace date_time

using date_time::Span;
using date_time::When;
using date_time::Zone;

Result<void> ParameterTraits<When>::read(const Value& value, When& into) {
  into = {};
  if (value.is_integer()) {
    if (!value.fits_int64() || value.as_integer() > date_time::kMaxNumber ||
        value.as_integer() < -date_time::kMaxNumber)
      return date_time::wrong("an integer of at most 61 bits", value);
    into.kind = When::Kind::number;
    into.number = value.as_integer();
    into.source = value.to_json();
    return {};
  }
  if (!value.is_text()) return date_time::wrong(date_time::kWhenForms, value);
  const auto read = date_time::read_text(value.as_text(), into);
  if (!read) return read.error();
  if (!*read) return date_time::wrong(date_time::kWhenForms, value);
  return {};
}
std::string ParameterTraits<When>::show(const When& value) {
  return value.kind == When::Kind::number ? value.source : Value::text(value.source).to_json();
}

Result<void> ParameterTraits<Span>::read(const Value& value, Span& into) {
  into.source = value.to_json();
  if (value.is_integer() || value.type() == Value::Type::number) {
    into.seconds = value.as_number();
    return {};
  }
  calendar::Timedelta delta;
  Result<bool> read = false;
  if (value.is_text()) {
    const std::string text = date_time::with_plus_sign(value.as_text());
    read = calendar::parse_duration(text, delta);
    if (read && !*read) read = calendar::parse_relative(text, delta);
  }
  if (!read) return read.error();
  if (!*read) {
    return date_time::wrong("a number of seconds, a relative date such as +1h, or a duration such as PT1H", value);
  }
  into.seconds = delta.total_seconds();
  return {};
}
std::string ParameterTraits<Span>::show(const Span& value) { return value.source; }

Result<void> ParameterTraits<Zone>::read(const Value& value, Zone& into) {
  if (value.is_text()) into.rules = calendar::find_time_zone(value.as_text());
  if (into.rules != nullptr) return {};
  Error error = date_time::wrong("a time zone by its IANA name, for example Europe/Paris or UTC", value);
  if (value.is_text()) {
    error.suggestions = near_names(value.as_text(), calendar::time_zone_names());
    if (const std::string hint = did_you_mean(error.suggestions); !hint.empty()) error.message += "; " + hint;
  }
  return error;
}
std::string ParameterTraits<Zone>::show(const Zone& value) {
  return Value::text(std::string(value.rules->name())).to_json();
}

}  // namespace phoney
