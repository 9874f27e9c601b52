// Path patterns: "/fake/{generator}" matches "/fake/name" and captures "name".

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace phoney::service {

inline constexpr std::size_t kMaxCaptures = 4;

// What stood in the pattern's braces, in order, percent-encoded as received.
using Captures = std::array<std::string_view, kMaxCaptures>;

// Matches a whole path, segment by segment. A capture takes one segment that is not empty.
std::optional<Captures> match_path(std::string_view pattern, std::string_view path);

}  // namespace phoney::service
