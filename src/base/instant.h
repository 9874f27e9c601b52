// Points in time as people write them: ISO 8601.

#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace phoney {

// How the sign of an offset east of UTC may be spelled: a query string that nobody encoded has a space for it.
enum class PlusSign { written, may_be_space };

// Reads `2024-02-29`, `2024-02-29T12:34:56Z`, with a space for the T, decimals behind a point or a comma, and `+01:00`,
// `+0100` or `+01` for the Z. Decimals beyond microseconds are cut. Without a zone it is UTC. Error `invalid_argument`,
// which names the accepted forms.
Result<Clock::Instant> parse_instant(std::string_view text, PlusSign plus = PlusSign::written);

// `2024-02-29T12:34:56Z`, with decimals if there are any.
std::string format_instant(Clock::Instant instant);

}  // namespace phoney
