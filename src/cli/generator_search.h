// How `phoney generators PATTERN` finds generators.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace phoney::cli {

// Best first.
enum class Match : std::uint8_t { name, description, none };

// A word that also finds the generators in whose name a word begins with `standing_for`.
struct Synonym {
  std::string_view word;
  std::string_view standing_for;
};
std::span<const Synonym> search_synonyms();

// A pattern with *, ? or [ matches whole names. Any other pattern matches part of a name, the start of a word in the
// description, a topic (phone, money, hash), or another tool's name for the generator (person.firstName). Case is
// ignored. Spaces, hyphens and underscores are alike in names, and spaces and hyphens in descriptions.
Match match_generator(std::string_view pattern, std::string_view name, std::string_view description);

}  // namespace phoney::cli
