#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "generators/misc/compress.h"
#include "generators/misc/little_endian.h"

namespace phoney {

bool deflate_from(const Context& context, std::size_t start, int level, Output& out) {
  constexpr int kMemoryLevel = 8;  // with the largest window, without a header: zlib's default, and zipfile's
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, -MAX_WBITS, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  const std::size_t size = out.size() - start;
  const std::size_t bound = deflateBound(&stream, size);
  char* const target = out.reserve(bound);
  stream.next_in = reinterpret_cast<Bytef*>(out.data() + start);
  stream.avail_in = static_cast<uInt>(size);
  stream.next_out = reinterpret_cast<Bytef*>(target);
  // The whole input is there from the start, as in Python, and the output is taken in pieces, of which each may take a
  // millisecond. The bound is enough for all of them.
  constexpr std::size_t kPiece = 16 << 10;
  bool goes_on = true;
  do {
    goes_on = context.may_go_on(start, WorkLimit::steps_of(4 * kPiece));
    stream.avail_out = static_cast<uInt>(std::min(kPiece, bound - stream.total_out));
  } while (goes_on && deflate(&stream, Z_FINISH) != Z_STREAM_END);
  const std::size_t deflated = stream.total_out;
  deflateEnd(&stream);
  if (!goes_on) return false;
  std::memmove(out.data() + start, target, deflated);
  out.truncate(start + deflated);
  return true;
}

void gzip_from(const Context& context, std::size_t start, std::uint32_t seconds, Output& out) {
  constexpr std::string_view kBegin("\037\213\010\010", 4);  // deflated, with a name
  constexpr std::string_view kEnd("\002\377\0", 3);          // the slowest level, an unknown system, an empty name
  const std::size_t size = out.size() - start;
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(out.data() + start), size);
  if (!deflate_from(context, start, Z_BEST_COMPRESSION, out)) return;
  char* const header = out.insert(start, kBegin.size() + 4 + kEnd.size());
  kBegin.copy(header, kBegin.size());
  put_little_endian(header + kBegin.size(), seconds, 4);
  kEnd.copy(header + kBegin.size() + 4, kEnd.size());
  append_little_endian(crc, 4, out);
  append_little_endian(size, 4, out);
}

}  // namespace phoney
