// Faker's patterns: numerify, lexify, bothify and hexify, in place at the end of an output.
//
// Faker substitutes one kind of place after another (all #, then all %, $, ! and @, then ?), each from left to right,
// so the order of draws is not the order in the text. All places are ASCII.

#pragma once

#include <cstddef>
#include <string_view>

#include "base/output.h"
#include "engine/opcode.h"
#include "locale/catalogue.h"
#include "random/random.h"

namespace phoney {

inline constexpr std::string_view kAsciiLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
inline constexpr std::string_view kAsciiUppercase = kAsciiLetters.substr(26);
inline constexpr std::string_view kHexLower = "0123456789abcdef";
inline constexpr std::string_view kHexUpper = "0123456789ABCDEF";

// One place's character.
inline char draw_character(Random& random, Draw draw) {
  switch (draw) {
    case Draw::digit:
      return static_cast<char>('0' + random.below(10));
    case Draw::digit_not_zero:
      return static_cast<char>('1' + random.below(9));
    case Draw::digit_above_one:
      return static_cast<char>('2' + random.below(8));
    case Draw::letter:
      return kAsciiLetters[random.below(52)];
    case Draw::letter_lower:
      return static_cast<char>(kAsciiLetters[random.below(52)] | 0x20);
    case Draw::letter_upper:
      return static_cast<char>(kAsciiLetters[random.below(52)] & ~0x20);
    case Draw::hex_lower:
      return kHexLower[random.below(16)];
    case Draw::hex_upper:
      return kHexUpper[random.below(16)];
  }
  return '?';
}

void numerify(Random& random, Output& out, std::size_t start);
// Letters from ASCII's 52, from the characters of `letters` (at least one), or from a table's entries.
void lexify(Random& random, Output& out, std::size_t start);
void lexify(Random& random, Output& out, std::size_t start, std::string_view letters);
void lexify(Random& random, Output& out, std::size_t start, const Table& letters);
void hexify(Random& random, Output& out, std::size_t start, bool upper);

// Python's str.replace.
void replace_all(Output& out, std::size_t start, std::string_view search, std::string_view replacement);
// Python's str.translate: each code point that is an entry of `from` becomes the entry of `to` at the same place.
void translate(Output& out, std::size_t start, const Table& from, const Table& to);

}  // namespace phoney
