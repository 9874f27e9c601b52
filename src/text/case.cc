// Python's case mappings.
//
// ASCII text is mapped 16 bytes at a time, where it stands. At the first block with another code point the work passes
// to a loop over code points, which begins at that block: the mapping of ASCII letters changes none of the properties
// (Cased, Case_Ignorable) that the context rules look back for.

#include "base/bytes16.h"
#include "text/tail.h"
#include "text/transform.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace phoney::text {
namespace {

enum class Mapping { lower, upper, title, capitalize };

constexpr std::uint8_t kCaseBit = 0x20;
constexpr std::size_t kMaxGrowth =
    3;  // bytes of the result per byte of the source: U+0390 becomes six, U+FFFD is three

Bytes16 upper_letters(Bytes16 bytes) { return in_range(bytes, 'A', 'Z'); }
Bytes16 lower_letters(Bytes16 bytes) { return in_range(bytes, 'a', 'z'); }

// Maps one block. `before` marks the letters of the block before; it becomes this block's.
template <Mapping mapping>
Bytes16 map_block(Bytes16 bytes, Bytes16& before) {
  if constexpr (mapping == Mapping::upper) return bytes ^ (lower_letters(bytes) & kCaseBit);
  const Bytes16 lowered = bytes | (upper_letters(bytes) & kCaseBit);
  if constexpr (mapping != Mapping::title) return lowered;
  const Bytes16 letters = lower_letters(lowered);
  const Bytes16 first = letters & ~shifted(before, letters);
  before = letters;
  return lowered ^ (first & kCaseBit);
}

// Maps whole blocks of ASCII and returns how many bytes that were: `size`, or the place of a block with anything else.
template <Mapping mapping>
std::size_t map_ascii(char* text, std::size_t size) {
  Bytes16 before = {};
  for (std::size_t i = 0; i < size; i += 16) {
    const Bytes16 bytes = load16(text + i);
    if (any_non_ascii(bytes & first_lanes(size - i))) return i;
    store16(text + i, map_block<mapping>(bytes, before));
  }
  return size;
}

// Whether the sigma at `at` ends a word: a cased letter goes before and none follows, case-ignorable ones not counted
// (The Unicode Standard, 3.13, Final_Sigma).
bool is_final_sigma(const char* begin, const char* at, const char* after, const char* end) {
  bool cased = false;
  while (at > begin) {
    const CodePoint c = decode_before(begin, at);
    at -= c.size;
    if (is_case_ignorable(c.value)) continue;
    cased = is_cased(c.value);
    break;
  }
  if (!cased) return false;
  while (after < end) {
    const CodePoint c = decode(after, end);
    after += c.size;
    if (!is_case_ignorable(c.value)) return !is_cased(c.value);
  }
  return true;
}

char* put_lower_at(const char* begin, const char* at, CodePoint c, const char* end, char* target) {
  constexpr char32_t sigma = 0x3A3, small_sigma = 0x3C3, final_sigma = 0x3C2;
  if (c.value != sigma) return put_lower(c.value, target);
  return encode(is_final_sigma(begin, at, at + c.size, end) ? final_sigma : small_sigma, target);
}

// Maps the text from `start`, of which the first `done` bytes are mapped already.
template <Mapping mapping>
[[gnu::noinline]] void map_code_points(Output& out, std::size_t start, std::size_t done) {
  const std::size_t scratch = out.size();
  char* const result = out.reserve(kMaxGrowth * (scratch - start - done));
  char* target = result;
  const char* const begin = out.data() + start;
  const char* const end = result;
  [[maybe_unused]] bool inside =
      mapping == Mapping::title && done > 0 && is_cased(decode_before(begin, begin + done).value);
  for (const char* at = begin + done; at < end;) {
    const CodePoint c = decode(at, end);
    if constexpr (mapping == Mapping::upper) {
      target = put_upper(c.value, target);
    } else {
      if constexpr (mapping == Mapping::capitalize) inside = at > begin;
      const bool lowered = mapping == Mapping::lower || inside;
      target = lowered ? put_lower_at(begin, at, c, end, target) : put_title(c.value, target);
      if constexpr (mapping == Mapping::title) inside = is_cased(c.value);
    }
    at += c.size;
  }
  replace_tail(out, start + done, scratch, static_cast<std::size_t>(target - result));
}

template <Mapping mapping>
void map(Output& out, std::size_t start) {
  const std::size_t size = out.size() - start;
  const std::size_t done = map_ascii<mapping>(out.data() + start, size);
  if (done < size) map_code_points<mapping>(out, start, done);
}

char upper_ascii(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c ^ kCaseBit) : c; }

}  // namespace

void lower(Output& out, std::size_t start) { map<Mapping::lower>(out, start); }
void upper(Output& out, std::size_t start) { map<Mapping::upper>(out, start); }
void title(Output& out, std::size_t start) { map<Mapping::title>(out, start); }

void capitalize(Output& out, std::size_t start) {
  if (out.size() == start) return;
  map<Mapping::capitalize>(out, start);
  char& first = out.data()[start];
  first = upper_ascii(first);
}

void upper_first(Output& out, std::size_t start) {
  if (out.size() == start) return;
  char& first = out.data()[start];
  if (static_cast<unsigned char>(first) < 0x80) {
    first = upper_ascii(first);
    return;
  }
  const CodePoint c = decode(&first, out.data() + out.size());
  char mapped[kMaxCaseBytes];
  const auto size = static_cast<std::size_t>(put_upper(c.value, mapped) - mapped);
  if (size > c.size) {
    out.insert(start, size - c.size);
  } else if (size < c.size) {
    replace_tail(out, start, start + c.size - size, out.size() - start - (c.size - size));
  }
  std::memcpy(out.data() + start, mapped, size);
}

}  // namespace phoney::text
