#include "text/unicode.h"

#include <utf8proc.h>

#include <algorithm>

#include "text/case_tables.h"
#include "text/utf8.h"

namespace phoney::text {
namespace {

bool contains(std::span<const Range> ranges, char32_t c) {
  const auto found = std::ranges::lower_bound(ranges, c, {}, &Range::last);
  return found != ranges.end() && found->first <= c;
}

// Meaningful for known code points only.
utf8proc_category_t category(char32_t c) { return utf8proc_category(static_cast<utf8proc_int32_t>(c)); }

// One bit for every block of 256 code points below U+2000 that has a long case.
constexpr std::uint32_t kLongCaseBlocks = 1u << 0x00 | 1u << 0x01 | 1u << 0x03 | 1u << 0x05 | 1u << 0x1E | 1u << 0x1F;

const LongCase* long_case(char32_t c) {
  const bool possible = c < 0x2000 ? (kLongCaseBlocks >> (c >> 8) & 1) != 0 : c >> 8 == 0xFB;
  if (!possible) return nullptr;
  const auto found = std::ranges::lower_bound(long_cases, c, {}, &LongCase::code_point);
  return found != long_cases.end() && found->code_point == c ? &*found : nullptr;
}

// ASCII below the letters, and scripts without case: Hebrew to Myanmar, kana and Han, Hangul.
bool is_caseless(char32_t c) {
  return c < U'A' || (c >= 0x0590 && c < 0x10A0) || (c >= 0x2E80 && c < 0xA640) || (c >= 0xAC00 && c < 0xFB00);
}

// The letters that most text with case consists of, all 0x20 below their lower case: ASCII, Latin-1, Cyrillic.
bool is_plain_upper(char32_t c) { return c - U'A' < 26 || c - U'А' < 32 || (c - 0xC0 < 31 && c != 0xD7); }
bool is_plain_lower(char32_t c) { return c >= 0x20 && is_plain_upper(c - 0x20); }

char* put_all(const std::uint16_t (&code_points)[3], char* target) {
  for (const char32_t c : code_points) {
    if (c != 0) target = encode(c, target);
  }
  return target;
}

char* put(utf8proc_int32_t c, char* target) { return encode(static_cast<char32_t>(c), target); }

}  // namespace

bool is_known(char32_t c) {
  if (c < newer_than_python.front().first) return true;
  return !contains(newer_than_python, c);
}

bool is_word(char32_t c) {
  if (c == U'_') return true;
  switch (category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return is_known(c);
    default:
      return false;
  }
}

bool is_space(char32_t c) {
  if (c < 0x80) return c == 0x20 || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_printable(char32_t c) {
  if (c < 0x7F) return c >= 0x20;
  switch (category(c)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
      return false;
    default:
      return is_known(c);
  }
}

bool is_cased(char32_t c) {
  if (is_plain_lower(c) || is_plain_upper(c)) return true;
  switch (category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
      return is_known(c);
    default:
      return contains(other_cased, c);
  }
}

bool is_case_ignorable(char32_t c) {
  switch (category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
      return is_known(c);
    default:
      return contains(other_case_ignorable, c);
  }
}

char* put_lower(char32_t c, char* target) {
  if (is_plain_upper(c)) return encode(c + 0x20, target);
  if (is_plain_lower(c) || is_caseless(c)) return encode(c, target);
  if (c == 0x130) return encode(0x307, encode(U'i', target));
  return put(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)), target);
}

char* put_upper(char32_t c, char* target) {
  if (is_plain_lower(c)) return encode(c - 0x20, target);
  if (is_plain_upper(c) || is_caseless(c)) return encode(c, target);
  if (const LongCase* found = long_case(c)) return put_all(found->upper, target);
  return put(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)), target);
}

char* put_title(char32_t c, char* target) {
  if (is_plain_lower(c)) return encode(c - 0x20, target);
  if (is_plain_upper(c) || is_caseless(c)) return encode(c, target);
  if (const LongCase* found = long_case(c)) return put_all(found->title, target);
  return put(utf8proc_totitle(static_cast<utf8proc_int32_t>(c)), target);
}

}  // namespace phoney::text
