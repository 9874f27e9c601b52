#include "generators/misc/bytes.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "engine/patterns.h"

namespace phoney {
namespace {

// Writes repr() of the bytes and returns its end; at most four characters each, and three more.
char* put_bytes_repr(std::string_view bytes, char* target) {
  constexpr std::string_view kNamed = "\t\n\r\\";
  constexpr std::string_view kNames = "tnr\\";
  const bool double_quotes = bytes.find('\'') != std::string_view::npos && bytes.find('"') == std::string_view::npos;
  const char quote = double_quotes ? '"' : '\'';
  *target++ = 'b';
  *target++ = quote;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (const std::size_t named = kNamed.find(c); named != std::string_view::npos) {
      *target++ = '\\';
      *target++ = kNames[named];
    } else if (c == quote) {
      *target++ = '\\';
      *target++ = c;
    } else if (byte < 0x20 || byte >= 0x7f) {
      for (const char part : {'\\', 'x', kHexLower[byte >> 4], kHexLower[byte & 15]}) *target++ = part;
    } else {
      *target++ = c;
    }
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
