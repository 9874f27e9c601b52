#include "text/utf8.h"

#include "base/bytes16.h"

namespace phoney::text {
namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

std::uint64_t load8(const char* source) {
  std::uint64_t word;
  std::memcpy(&word, source, sizeof word);
  return word;
}

constexpr std::uint64_t kHighBits = 0x8080808080808080;

}  // namespace

CodePoint decode_multibyte(const char* at, const char* end) {
  const auto lead = static_cast<unsigned char>(*at);
  const std::uint32_t size = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
  if (size == 1 || static_cast<std::size_t>(end - at) < size) return {kReplacement, 1};
  char32_t value = lead & (0x7Fu >> size);
  for (std::uint32_t i = 1; i < size; ++i) {
    if (!is_continuation(at[i])) return {kReplacement, 1};
    value = (value << 6) | (static_cast<unsigned char>(at[i]) & 0x3F);
  }
  constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < smallest[size] || value > 0x10FFFF) return {kReplacement, 1};
  return {value, size};
}

CodePoint decode_before(const char* begin, const char* at) {
  const char* lead = at - 1;
  while (lead > begin && at - lead < 4 && is_continuation(*lead)) --lead;
  const CodePoint found = decode(lead, at);
  if (lead + found.size != at) return {kReplacement, 1};
  return found;
}

bool is_ascii(std::string_view text) {
  const char* at = text.data();
  const std::size_t size = text.size();
  if (size >= 16) {
    Bytes16 seen = load16(at + size - 16);  // the tail; it may overlap the last whole block
    for (std::size_t i = 0; i + 16 < size; i += 16) seen |= load16(at + i);
    return !any_non_ascii(seen);
  }
  if (size >= 8) return ((load8(at) | load8(at + size - 8)) & kHighBits) == 0;
  unsigned seen = 0;
  for (const char c : text) seen |= static_cast<unsigned char>(c);
  return seen < 0x80;
}

std::size_t length(std::string_view text) {
  if (is_ascii(text)) return text.size();
  std::size_t count = 0;
  for ([[maybe_unused]] const CodePoint c : CodePoints(text)) ++count;
  return count;
}

std::string_view code_point_at(std::string_view text, std::size_t index) {
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    const CodePoint c = decode(at, end);
    if (index-- == 0) return {at, c.size};
    at += c.size;
  }
  return {};
}

}  // namespace phoney::text
