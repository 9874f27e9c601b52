// The part of a path that a route's pattern captures.

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "service/call.h"

namespace phoney::service {

// The capture at `place`, percent-decoded. Refuses the request with 404 and returns nothing if that is not UTF-8.
std::optional<std::string> read_capture(const Call& call, std::size_t place, Response& response);

}  // namespace phoney::service
