// What reads dates, durations, zones and patterns: parameters as texts, then a value of each.

#include <cstddef>
#include <cstdint>
#include <string>

#include "calendar/date_time.h"
#include "calendar/strftime.h"
#include "fuzz_engine.h"
#include "generators/date_time/parameters.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace phoney;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const Value value = Value::text(text);
  date_time::When when;
  if (ParameterTraits<date_time::When>::read(value, when) && when.kind == date_time::When::Kind::day)
    fuzz::require(calendar::day_in_range(when.day));
  date_time::Span span;
  static_cast<void>(ParameterTraits<date_time::Span>::read(value, span));
  date_time::Zone zone;
  fuzz::require(ParameterTraits<date_time::Zone>::read(value, zone).has_value() == calendar::is_time_zone(text));

  calendar::Timedelta delta;
  Output out;
  if (const auto read = calendar::parse_duration(text, delta); read && *read) {
    calendar::append_iso(delta, out);
    calendar::Timedelta again;
    const auto reread = calendar::parse_duration(out.view(), again);
    fuzz::require(reread && *reread && again == delta);
  }
  if (size <= 256) {
    // In any year that Python has.
    constexpr std::int64_t kDays = (calendar::kLastDay - calendar::kFirstDay) / 255;
    const std::int64_t day = calendar::kFirstDay + (size == 0 ? 0 : data[0] * kDays);
    calendar::append_strftime(day * calendar::kDay + (size == 0 ? 0 : data[size - 1]), text, out);
  }
  return 0;
}
