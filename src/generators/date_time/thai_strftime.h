// strftime with Thai names and years of the Buddhist era, as Faker's th_TH has it: it goes through the pattern one
// character at a time, and leaves to strftime what has no Thai form.

#pragma once

#include <cstdint>
#include <string>

#include "base/output.h"
#include "locale/catalogue.h"

namespace phoney::date_time {

// From Monday and from January on.
struct ThaiNames {
  Table short_days;
  Table days;
  Table short_months;
  Table months;
};

struct ThaiOptions {
  bool digits = false;
  bool buddhist_era = true;
};

// `wall` is in microseconds since 1970-01-01 00:00:00.
void append_thai_strftime(const ThaiNames& names, std::int64_t wall, const std::string& pattern, ThaiOptions options,
                          Output& out);

// Python's str.translate of 0 to 9 into Thai digits, from `start` on.
void to_thai_digits(Output& out, std::size_t start);

}  // namespace phoney::date_time
