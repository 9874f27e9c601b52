// Topics: what people look for under words that are no generator's name, such as price, gps or autoincrement. Searches
// and hints about unknown names use them. Unlike an alias (engine/aliases.h), such a word does not work as a name.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace phoney {

struct Topic {
  std::string_view words;        // in plain spelling, separated by spaces: "sequence autoincrement"
  std::string_view generators;   // by name, best first, separated by spaces
  std::string_view advice = {};  // what to do if no generator makes it by itself, as a clause without a full stop
};

std::span<const Topic> topics();

// nullptr if there is none. Case, separators and a plural s do not matter: `Auto-Increment`, `zip_codes`.
const Topic* find_topic(std::string_view word);

// Lower case without separators: "autoincrement" for `autoIncrement` and `auto_increment`.
std::string plain_spelling(std::string_view text);

std::vector<std::string_view> split_at_spaces(std::string_view text);

}  // namespace phoney
