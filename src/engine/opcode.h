// The instructions that recipes and Faker's formats are compiled to, by tools/pack_locales, and that Session runs.
//
// A program is a run of 32-bit words in the blob's `code`, ended by `end`. An instruction's first word holds the opcode
// in its low 8 bits and operand `a` above; further operands follow as words. Programs are specific to a locale: names
// are resolved, tables chosen and calls bound when they are packed, so that running one needs no lookups.

#pragma once

#include <cstdint>

namespace phoney {

enum class Opcode : std::uint8_t {
  end,
  // Text. `a` bytes; word: offset in the strings.
  literal,
  // One of `a` texts, all alike; word: index of the first.
  pick_text,
  // One text by weight. `a`: the guide's shift, and above its 6 bits the number of texts; words: index of the guide, of
  // the thresholds, of the first text.
  pick_weighted_text,
  // One entry of table `a`, of whatever type, with its kind.
  pick_value,
  // One of `a` programs, all alike, run in place; word: index of the first one's place in `code`.
  pick_program,
  // One program by weight; operands as pick_weighted_text.
  pick_weighted_program,
  // Continue at word `a`, then come back.
  run,
  // The native record at word `a`, with its default arguments.
  native,
  // As `run` and `native`, but the value becomes part of a string: Python's str() of it.
  run_as_text,
  native_as_text,
  // `a` times randint(0, 9), as digits.
  digits,
  // Text with places to draw: `a` bytes; words: offset in the strings, number of places and, above bit 16, how many of
  // the first of them are Draw::digit; then a word per two places, each place (Draw << 13 | position in the text),
  // drawn in this order.
  pattern,
  // Changes the text that the instructions up to `end` append. `a`: Transform; words: length of those instructions,
  // operand (a table's index, or 0).
  transform,
  // Inserts the text that the instructions up to `end` append, `a` bytes before the end of the text so far; word:
  // length of those instructions.
  insert,
  // Two runs of instructions, each up to its `end`; the text of the second, which draws later, goes before that of the
  // first. Words: the length of each.
  swap,
  // randint as text, padded with zeros to width `a`; words: lowest, highest (each 64 bits, low word first).
  integer_text,
  // randint as a number; operands as integer_text.
  integer,
  // random.choice of `a` programs; words: where each begins.
  one_of,
  // Python's None.
  null,
  // Where Faker itself raises: a format names a generator that does not exist. `a` bytes of its name; word: their
  // offset.
  fail,
};

// What a place of a `pattern` draws.
enum class Draw : std::uint8_t {
  digit,            // # : 0 to 9
  digit_not_zero,   // % : 1 to 9
  digit_above_one,  // $ : 2 to 9
  letter,           // ? : one of 52
  hex_lower,        // ^
  hex_upper,
  letter_lower,  // as `letter`, in lower case
  letter_upper,
};

// In-place changes of the text appended since a mark.
enum class Transform : std::uint8_t {
  numerify,
  lexify,   // operand: table of the letters, or 0 for ASCII's 52
  bothify,  // operand as lexify
  hexify_lower,
  hexify_upper,
  lower,
  upper,
  title,
  capitalize,
  upper_first,
  strip,
  unidecode,
  slugify,
  slugify_domain,
  slugify_unicode,
  replace,      // operand: group of [search, replacement] pairs, applied one after another
  translate,    // operand: group of two texts' characters: from, to
  first_word,   // up to the first space
  zfill,        // operand: length in bytes, up to which zeros go before the text
  escape_json,  // as JSON has it between quotes
};

// The shift of a weighted pick.
constexpr std::uint32_t guide_shift(std::uint32_t instruction) { return instruction >> 8 & 63u; }

constexpr std::uint32_t encode(Opcode opcode, std::uint32_t a = 0) {
  return static_cast<std::uint32_t>(opcode) | a << 8;
}

}  // namespace phoney
