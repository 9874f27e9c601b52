// The layout of the packed data: what tools/pack_locales writes at build time and the program uses in place.
//
// One read-only block, linked into the binary. Nothing is parsed or relocated at start-up: records refer to each other
// by index, and an index is followed by adding it to the start of a section. Multi-byte values are little-endian and
// aligned to their size. A program and the blob it reads are always built together, so the layout has no compatibility
// to keep.
//
//   header | strings | string refs | tables | extras | thresholds | guides | code | names | locales | bindings |
//   unidecode
//
// A *table* is one of Faker's lists. A *program* is one of its formats or methods, compiled from a recipe to a flat run
// of words in `code` (see engine/opcode.h). A *binding* says what one generator does in one locale.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace phoney::blob {

// Bytes `offset` to `offset + count * sizeof(element)` of the blob.
struct Section {
  std::uint32_t offset;
  std::uint32_t count;
};

// A string of the string section: where it begins, and its value's Kind. The byte before a string is its size; if that
// is kLongText, the size stands in the four bytes before that. The section ends in 64 bytes of padding, so that 16
// bytes can be read from any place in it.
struct Text {
  std::uint32_t offset_and_kind;  // offset in the low 29 bits, the Kind above

  std::uint32_t offset() const { return offset_and_kind & 0x1fffffffu; }
  std::uint32_t kind() const { return offset_and_kind >> 29; }
};

constexpr std::uint8_t kLongText = 255;

inline std::uint32_t text_size(const char* text) {
  const auto size = static_cast<std::uint8_t>(text[-1]);
  if (size != kLongText) return size;
  std::uint32_t long_size;
  std::memcpy(&long_size, text - 5, sizeof long_size);
  return long_size;
}

constexpr std::uint32_t kNone = 0xffffffffu;

enum class TableKind : std::uint32_t {
  text,      // strings
  mixed,     // values of other types: each in JSON's notation and in Python's
  programs,  // formats, each compiled to a program
  group,     // tables of tables: Python's nested lists and dictionaries
};

// Most tables are plain lists, many of them pairs, so that what few have stands apart, in an Extra.
struct Table {
  std::uint32_t count_and_kind;  // count in the low 30 bits, the TableKind above
  std::uint32_t entries;  // text, mixed: index of the first Text; programs, group: index of the first word in `code`
  std::uint32_t extra;    // index of its Extra, else kNone

  std::uint32_t count() const { return count_and_kind & 0x3fffffffu; }
  TableKind kind() const { return static_cast<TableKind>(count_and_kind >> 30); }
};

struct Extra {
  std::uint32_t thresholds = kNone;  // weighted: index of the first threshold
  std::uint32_t guide = kNone;       // weighted: index of the first guide entry
  std::uint32_t guide_shift = 0;     // a 53-bit draw shifted right by this indexes the guide
  std::uint32_t keys = kNone;        // a dictionary's: the table of its keys
  std::uint32_t python = kNone;      // mixed: index of the first Text in Python's notation
  std::uint32_t numbers = kNone;     // if all entries are numbers: the first one's double, among the thresholds
};

// What a generator does in a locale: a tag in the low three bits, what is known of its values in the next three, an
// index above them.
enum class BindingTag : std::uint32_t {
  none = 0,     // Faker has no such generator in this locale
  program = 1,  // a recipe: index of its first word in `code`
  native = 2,   // a C++ function: index of its native record in `code`
  pending = 3,  // Faker has it, phoney does not yet
  either = 4,   // a recipe for calls without arguments, a C++ function for the others: index of its native record,
                // before which stands the recipe's first word's index
};
constexpr std::uint32_t kAlwaysText = 8;  // its values are text
constexpr std::uint32_t kPlainText = 16;  // that in JSON needs no escape
constexpr std::uint32_t kJsonTwin = 32;   // before the recipe's program stands the index of one that writes it escaped
constexpr int kBindingIndexShift = 6;

struct Generator {
  Text name;
  Text description;
  std::uint32_t provider;  // index into the providers
};

struct Locale {
  Text name;
};

// Another spelling of a locale, in lower case.
struct LocaleAlias {
  Text alias;
  std::uint32_t locale;
};

struct Provider {
  Text name;
  Text description;
};

struct Header {
  Text faker_version;
  Text data_version;  // digest of all that values depend on, in hex
  Section strings;
  Section texts;
  Section tables;
  Section extras;
  Section thresholds;
  Section guides;
  Section code;
  Section generators;  // sorted by name
  Section providers;   // in Faker's order
  Section locales;     // sorted by name
  Section locale_aliases;
  Section bindings;   // [locale][generator]
  Section unidecode;  // 65,537 offsets into the strings, one per code point of the basic plane and an end
};

}  // namespace phoney::blob
