// Text transforms of Python's str, unicodedata and Faker, byte for byte as CPython 3.11 (Unicode 14.0.0) has them.
//
// Each transforms the end of an Output in place: the bytes from `start` on, which must be UTF-8. ASCII, the common
// case, goes 16 bytes at a time. Other text is transformed into the unused tail of the Output itself and moved back, so
// that after warm-up nothing here allocates, and no other scratch space is needed.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/output.h"

namespace phoney::text {

// str.lower(), with the final sigma of Greek words (ΟΔΟΣ becomes οδος with ς) and U+0130 in two code points.
void lower(Output& out, std::size_t start);
// str.upper(); one code point may become three (ß is SS).
void upper(Output& out, std::size_t start);
// str.title(): what follows a cased letter is lowered, other letters are title-cased ("they're" is "They'Re").
void title(Output& out, std::size_t start);
// str.capitalize(): the first code point title-cased, the rest lowered.
void capitalize(Output& out, std::size_t start);
// text[:1].upper() + text[1:]
void upper_first(Output& out, std::size_t start);

// unicodedata.normalize("NFKD", text) and "NFKC".
void nfkd(Output& out, std::size_t start);
void nfkc(Output& out, std::size_t start);

// str.strip(): white space, by str.isspace(), off both ends.
void strip(Output& out, std::size_t start);

// faker.utils.text.slugify: word characters and hyphens, in lower case, with runs of spaces and hyphens as one hyphen.
struct SlugOptions {
  bool allow_dots = false;
  bool allow_unicode = false;  // keep letters outside ASCII, in NFKC; otherwise only the ASCII part of NFKD stays
};
void slugify(Output& out, std::size_t start, SlugOptions options = {});

// The spellings in ASCII of U+0000 to U+FFFF, one after another: code point c has bytes[offsets[c]] up to
// bytes[offsets[c + 1]]. An ASCII code point spells itself. At least 15 bytes more can be read after the last.
struct UnidecodeTable {
  std::span<const std::uint32_t> offsets;  // 65537
  const char* bytes;
};

// faker.decode.unidecode: every code point by its spelling; those above U+FFFF vanish.
void unidecode(Output& out, std::size_t start, const UnidecodeTable& table);

}  // namespace phoney::text
