// Points in time in ISO 8601.

#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace phoney {

// How the sign of an offset east of UTC may be spelled: a query string that nobody encoded has a space for it.
enum class PlusSign { written, may_be_space };

// A date and time as it is written, and the point in time that it means.
struct WrittenInstant {
  std::chrono::sys_days day;  // the date as written
  Clock::Instant utc;         // an offset can lead it out of the years 1 to 9999
  bool has_time = false;
};

// Reads what `parse_instant` reads, but only the date as written must lie in the years 1 to 9999, as with Python's
// datetime: `0001-01-01T00:00:00+05:00` is a date of year 1, although its point in time lies before that year in UTC.
Result<WrittenInstant> parse_written_instant(std::string_view text, PlusSign plus = PlusSign::written);

// Reads `2024-02-29`, `2024-02-29T12:34:56Z`, with a space for the T, decimals behind a point or a comma, and `+01:00`,
// `+0100` or `+01` for the Z. Decimals beyond microseconds are cut. Without a zone it is UTC. Error `invalid_argument`,
// which names the accepted forms.
Result<Clock::Instant> parse_instant(std::string_view text, PlusSign plus = PlusSign::written);

// `2024-02-29T12:34:56Z`, with decimals if there are any.
std::string format_instant(Clock::Instant instant);

}  // namespace phoney
