// What a client needs to reproduce a response: the seed, the time used for "now", the locale and the version of the
// data.

#pragma once

#include <string_view>

#include "base/clock.h"
#include "base/output.h"
#include "random/seed.h"
#include "service/message.h"

namespace phoney::service {

struct Repeat {
  std::string_view locale;
  const Seed& seed;
  Clock::Instant now;
  std::string_view data_version;
};

// Appends the members "locale", "seed", "now", "data_version", with a comma before each.
void append_repeat(Output& out, const Repeat& repeat);

// The same as headers, for records without the envelope: Phoney-Locale, Phoney-Seed, Phoney-Now,
// Phoney-Data-Version. A string as seed is percent-encoded in UTF-8; one too long for a header is left out.
void add_repeat_headers(Response& response, const Repeat& repeat);

}  // namespace phoney::service
