// The format that a request's Accept headers ask for.

#pragma once

#include <optional>

#include "formats/format.h"
#include "service/message.h"

namespace phoney::service {

// The format that the headers like best: the first of the formats among equals, which is JSON, and that too if there is
// no such header. Nothing if they take none.
std::optional<Format> accepted_format(const Request& request);

}  // namespace phoney::service
