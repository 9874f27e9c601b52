#include "base/json_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/bytes16.h"

namespace phoney {
namespace {

struct Escape {
  char text[6];
  std::uint8_t size;
};

constexpr std::array<Escape, 256> make_escapes() {
  std::array<Escape, 256> table{};
  constexpr char kHex[] = "0123456789abcdef";
  for (unsigned c = 0; c < 256; ++c) {
    table[c] = {{static_cast<char>(c)}, 1};
    if (c < 0x20) table[c] = {{'\\', 'u', '0', '0', kHex[c >> 4], kHex[c & 15]}, 6};
  }
  table['"'] = {{'\\', '"'}, 2};
  table['\\'] = {{'\\', '\\'}, 2};
  table['\b'] = {{'\\', 'b'}, 2};
  table['\f'] = {{'\\', 'f'}, 2};
  table['\n'] = {{'\\', 'n'}, 2};
  table['\r'] = {{'\\', 'r'}, 2};
  table['\t'] = {{'\\', 't'}, 2};
  return table;
}

constexpr std::array<Escape, 256> kEscapes = make_escapes();

// Copies the text from `from` on behind itself, escaped, and moves it back.
void rewrite(Output& out, std::size_t from) {
  const std::size_t end = out.size();
  char* target = out.reserve((end - from) * 6);
  const char* const source = out.data();
  for (std::size_t i = from; i < end; ++i) {
    const Escape& escape = kEscapes[static_cast<unsigned char>(source[i])];
    std::memcpy(target, escape.text, sizeof escape.text);
    target += escape.size;
  }
  const auto size = static_cast<std::size_t>(target - (source + end));
  std::memmove(out.data() + from, out.data() + end, size);
  out.truncate(from);
  out.reserve(size);
  out.commit(size);
}

// Where the first byte at or after `i` stands that must be escaped; the output's size if there is none. Up to 15 bytes
// past the end are read, which Output's slack allows, and left out of account.
std::size_t next_special(const Output& out, std::size_t i) {
  for (; i < out.size(); i += 16) {
    const Bytes16 bytes = load16(out.data() + i);
    const std::size_t found = first_set(in_range(bytes, 0, 0x1f) | equal(bytes, '"') | equal(bytes, '\\'));
    if (found < 16) return std::min(i + found, out.size());
  }
  return out.size();
}

}  // namespace

// The first few places are opened where they are, since a value seldom has more: an address has one line break.
void escape_json(Output& out, std::size_t start) {
  constexpr int kInPlace = 4;
  int opened = 0;
  for (std::size_t i = start; (i = next_special(out, i)) < out.size();) {
    if (opened++ == kInPlace) return rewrite(out, i);
    const Escape& escape = kEscapes[static_cast<unsigned char>(out.data()[i])];
    std::memcpy(out.insert(i, escape.size - 1u), escape.text, escape.size);
    i += escape.size;
  }
}

void append_json_text(Output& out, std::string_view text) {
  out.append('"');
  const std::size_t start = out.size();
  out.append(text);
  escape_json(out, start);
  out.append('"');
}

void append_json_texts(Output& out, std::span<const std::string> texts) {
  out.append('[');
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out.append(',');
    append_json_text(out, texts[i]);
  }
  out.append(']');
}

}  // namespace phoney
