#include "base/json_text.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace phoney {
namespace {

using Bytes16 = unsigned char __attribute__((vector_size(16)));

// Whether any of 16 bytes is a control character, a quote or a backslash.
bool needs_escape(Bytes16 bytes) {
  const auto hits = (bytes < 0x20) | (bytes == '"') | (bytes == '\\');
  std::uint64_t halves[2];
  std::memcpy(halves, &hits, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

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

// Escapes the bytes from `i` on. The first few that need it are opened in place, since a value seldom has more: an
// address has one line break.
void escape_from(Output& out, std::size_t i) {
  constexpr int kInPlace = 4;
  for (int opened = 0; i < out.size(); ++i) {
    const Escape& escape = kEscapes[static_cast<unsigned char>(out.data()[i])];
    if (escape.size == 1) continue;
    if (opened++ == kInPlace) return rewrite(out, i);
    std::memcpy(out.insert(i, escape.size - 1u), escape.text, escape.size);
    i += escape.size - 1u;
  }
}

}  // namespace

void escape_json(Output& out, std::size_t start) {
  const char* text = out.data() + start;
  const std::size_t size = out.size() - start;
  std::size_t i = 0;
  for (; i + 16 <= size; i += 16) {
    Bytes16 bytes;
    std::memcpy(&bytes, text + i, 16);
    if (needs_escape(bytes)) return escape_from(out, start + i);
  }
  for (; i < size; ++i) {
    if (kEscapes[static_cast<unsigned char>(text[i])].size > 1) return escape_from(out, start + i);
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
