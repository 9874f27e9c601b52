// How `phoney generators PATTERN` finds generators.

#pragma once

#include <cstdint>
#include <string_view>

namespace phoney::cli {

// Best first.
enum class Match : std::uint8_t { name, description, none };

// A pattern with *, ? or [ matches whole names. Any other pattern matches part of a name, the start of a word in the
// description, a topic (phone, money, hash), or another tool's name for the generator (person.firstName). Case is
// ignored.
Match match_generator(std::string_view pattern, std::string_view name, std::string_view description);

}  // namespace phoney::cli
