#include "base/bytes16.h"
#include "text/tail.h"
#include "text/transform.h"
#include "text/utf8.h"

namespace phoney::text {
namespace {

// How many bytes of `out` from `start` on are in ASCII blocks before the first block that is not.
std::size_t ascii_blocks(const Output& out, std::size_t start) {
  const std::size_t size = out.size() - start;
  for (std::size_t i = 0; i < size; i += 16) {
    if (any_non_ascii(load16(out.data() + start + i) & first_lanes(size - i))) return i;
  }
  return size;
}

}  // namespace

void unidecode(Output& out, std::size_t start, const UnidecodeTable& table) {
  const std::size_t source_end = out.size();
  std::size_t i = start + ascii_blocks(out, start);
  if (i == source_end) return;
  const std::size_t unchanged = i;
  while (i < source_end) {
    const CodePoint c = decode(out.data() + i, out.data() + source_end);
    i += c.size;
    if (c.value < 0x80) {
      out.append(static_cast<char>(c.value));
    } else if (c.value < 0x10000) {
      const std::uint32_t spelling = table.offsets[c.value];
      out.append_padded(table.bytes + spelling, table.offsets[c.value + 1] - spelling);
    }
  }
  replace_tail(out, unchanged, source_end, out.size() - source_end);
}

}  // namespace phoney::text
