// Points in time as people write them: ISO 8601.

#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace phoney {

// Reads `2024-02-29`, `2024-02-29T12:34:56Z`, with up to six decimals, a space for the T, and `+01:00` for the Z.
// Without a zone it is UTC. Error `invalid_argument`, which names the accepted forms.
Result<Clock::Instant> parse_instant(std::string_view text);

// `2024-02-29T12:34:56Z`, with decimals if there are any.
std::string format_instant(Clock::Instant instant);

}  // namespace phoney
