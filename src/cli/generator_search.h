// How `phoney generators PATTERN` finds generators.

#pragma once

#include <cstdint>
#include <string_view>

namespace phoney::cli {

// From the best.
enum class Match : std::uint8_t { name, description, none };

// A pattern with *, ? or [ matches whole names. Any other matches a part of a name, the beginning of a word of the
// description, or, by the words that people use for a subject (phone, money, hash), what belongs to it. A name that
// another tool has for a generator (person.firstName) finds that. Case is ignored.
Match match_generator(std::string_view pattern, std::string_view name, std::string_view description);

}  // namespace phoney::cli
