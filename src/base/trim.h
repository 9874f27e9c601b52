// Removes white space around texts.

#pragma once

#include <string_view>

namespace phoney {

// The text without the characters of `blanks` at its ends. Always a part of `text`, also if nothing is left.
constexpr std::string_view trimmed(std::string_view text, std::string_view blanks = " \t") {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return text.substr(text.size());
  return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

}  // namespace phoney
