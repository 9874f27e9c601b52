#include "generators/misc/bytes.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "engine/patterns.h"

namespace phoney {
namespace {

// How repr() spells a byte that is no quote: a table, since a value may have millions of them.
struct Spelling {
  std::array<char, 4> text;
  std::uint8_t size;
};
constexpr auto kSpellings = [] {
  std::array<Spelling, 256> table{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    const auto c = static_cast<char>(byte);
    table[byte] = byte < 0x20 || byte >= 0x7f ? Spelling{{'\\', 'x', kHexLower[byte >> 4], kHexLower[byte & 15]}, 4}
                                              : Spelling{{c}, 1};
  }
  table['\t'] = {{'\\', 't'}, 2};
  table['\n'] = {{'\\', 'n'}, 2};
  table['\r'] = {{'\\', 'r'}, 2};
  table['\\'] = {{'\\', '\\'}, 2};
  return table;
}();

// Writes repr() of the bytes and returns its end; at most four characters each, and three more. Up to three more bytes
// behind the end are overwritten.
char* put_bytes_repr(std::string_view bytes, char* target) {
  const bool double_quotes = bytes.find('\'') != std::string_view::npos && bytes.find('"') == std::string_view::npos;
  const char quote = double_quotes ? '"' : '\'';
  *target++ = 'b';
  *target++ = quote;
  for (const char c : bytes) {
    if (c == quote) *target++ = '\\';
    const Spelling& spelling = kSpellings[static_cast<unsigned char>(c)];
    std::memcpy(target, spelling.text.data(), spelling.text.size());
    target += spelling.size;
  }
  *target++ = quote;
  return target;
}

}  // namespace

void append_random_bytes(const Context& context, std::size_t kept, std::size_t size, Output& out) {
  constexpr std::size_t kPiece = 64 << 10;
  Random& random = context.random();
  char* target = out.reserve(size);
  std::size_t done = 0;
  while (done < size && context.may_go_on(kept, WorkLimit::steps_of(kPiece))) {
    const std::size_t end = std::min(size, done + kPiece);
    for (; done < end; ++done) target[done] = static_cast<char>(random.below(256));
  }
  out.commit(done);
}

void spell_bytes(std::size_t start, Output& out) {
  const std::size_t size = out.size() - start;
  const bool json = out.notation() == Notation::json;
  char* const target = out.reserve(json ? (size + 2) / 3 * 4 : 4 * size + 3);
  char* const bytes = out.data() + start;
  std::size_t spelled = 0;
  if (json) {
    // It also writes a zero behind the end, for which the output's slack has room.
    spelled = static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(target),
                                                       reinterpret_cast<const unsigned char*>(bytes),
                                                       static_cast<int>(size)));
  } else {
    spelled = static_cast<std::size_t>(put_bytes_repr({bytes, size}, target) - target);
  }
  std::memmove(bytes, target, spelled);
  out.truncate(start + spelled);
  out.set_kind(out.notation() == Notation::repr ? Kind::encoded : Kind::text);
}

}  // namespace phoney
