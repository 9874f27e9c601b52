// strftime as CPython 3.11 gives it on Linux, in the C locale, for a date and time without a zone.
//
// CPython itself expands %f, %z and %Z and leaves the rest to glibc. The usual directives are written here; a pattern
// with any other goes to the C library, after %s is expanded as well, which would read the host's zone.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/output.h"

namespace phoney::calendar {

inline constexpr std::string_view kWeekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                 "Thursday", "Friday", "Saturday"};
inline constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                               "July",    "August",   "September", "October", "November", "December"};

// `wall` is in microseconds since 1970-01-01 00:00:00, in the years 1 to 9999.
void append_strftime(std::int64_t wall, const std::string& pattern, Output& out);

// What time.strftime() takes its date to be.
std::int64_t on_first_of_1900(std::int64_t microseconds);

}  // namespace phoney::calendar
