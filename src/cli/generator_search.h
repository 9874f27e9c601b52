// How `phoney generators PATTERN` finds generators.

#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/topics.h"

namespace phoney::cli {

// How a generator matches, best first.
enum class Match : std::uint8_t {
  name,         // the pattern is its name
  beginning,    // its name begins with the pattern
  part,         // its name contains the pattern
  other_name,   // the pattern is another word for it, another tool's name for it, or a topic
  provider,     // the pattern is the name of its provider
  description,  // words of its description begin with the words of the pattern
  none
};

// The order in a listing: by match, and the generators of a topic best first.
struct Rank {
  Match match = Match::none;
  std::size_t place = 0;
  auto operator<=>(const Rank&) const = default;
};

// A pattern with *, ? or [ matches whole names. In any other, case does not matter, and words may be joined or
// separated in any way: `credit_card`, `credit card`, `CreditCard`, `creditcard`.
class GeneratorSearch {
 public:
  explicit GeneratorSearch(std::string_view pattern);

  Rank rank(std::string_view name, std::string_view provider, std::string_view description) const;
  // What the pattern is about; nullptr if that is not known.
  const Topic* topic() const { return topic_; }
  // The pattern's words, in lower case.
  const std::vector<std::string>& words() const { return words_; }

 private:
  Match match_name(std::string_view name) const;
  bool is_in(std::string_view name) const;
  bool is_described_by(std::string_view provider, std::string_view name, std::string_view description) const;

  bool lists_all_;                  // the pattern is empty
  std::string glob_;                // else empty
  std::vector<std::string> words_;  // in lower case
  std::string plain_;               // the words joined
  bool is_prose_;                   // not written as a name, with underscores
  const Topic* topic_;
  std::vector<std::string_view> other_names_of_;  // the generators for which it is another word, best first
};

}  // namespace phoney::cli
