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

// Copies the text behind itself, escaped, and moves it back.
void rewrite(Output& out, std::size_t start) {
  const std::size_t end = out.size();
  char* target = out.reserve((end - start) * 6);
  const char* const source = out.data();
  for (std::size_t i = start; i < end; ++i) {
    const Escape& escape = kEscapes[static_cast<unsigned char>(source[i])];
    std::memcpy(target, escape.text, sizeof escape.text);
    target += escape.size;
  }
  const auto size = static_cast<std::size_t>(target - (source + end));
  std::memmove(out.data() + start, out.data() + end, size);
  out.truncate(start);
  out.reserve(size);
  out.commit(size);
}

}  // namespace

void escape_json(Output& out, std::size_t start) {
  const char* text = out.data() + start;
  const std::size_t size = out.size() - start;
  std::size_t i = 0;
  for (; i + 16 <= size; i += 16) {
    Bytes16 bytes;
    std::memcpy(&bytes, text + i, 16);
    if (needs_escape(bytes)) return rewrite(out, start);
  }
  for (; i < size; ++i) {
    if (kEscapes[static_cast<unsigned char>(text[i])].size > 1) return rewrite(out, start);
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
