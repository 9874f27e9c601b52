// Suggestions for a name that was not found.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace phoney {

// Up to `limit` candidates similar to `name`, best first: by edit distance (Damerau, ignoring case), or because one
// name contains the other. None if nothing is similar.
std::vector<std::string> near_names(std::string_view name, std::span<const std::string_view> candidates,
                                    std::size_t limit = 3);

// At most `size` bytes of a string that a message quotes, cut between characters, with dots after the cut.
std::string shortened(std::string_view text, std::size_t size);

// "did you mean `a`, `b` or `c`?" or nothing.
std::string did_you_mean(std::span<const std::string> suggestions);

}  // namespace phoney
