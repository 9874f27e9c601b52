// Compression in place, byte for byte as Python's modules zlib, bz2 and lzma do it with their defaults.
//
// Each function replaces the end of an Output by its compressed form. The largest allowed data takes seconds, so all of
// them check the work limit between pieces. If it is reached, the value has failed, and the rest of the output is
// meaningless.

#pragma once

#include <cstddef>
#include <cstdint>

#include "base/output.h"
#include "engine/session.h"

namespace phoney {

enum class Compression : std::uint8_t { none, deflate, bzip2, lzma };

// The bytes from `start` to the end become a deflate stream of them (RFC 1951). `level` is zlib's, -1 its default.
// False if the context may not go on.
bool deflate_from(const Context& context, std::size_t start, int level, Output& out);
// They become a gzip member (RFC 1952) with an empty name, as tarfile writes it. `seconds` since 1970 is its time.
void gzip_from(const Context& context, std::size_t start, std::uint32_t seconds, Output& out);
// They become a bzip2 stream.
void bzip2_from(const Context& context, std::size_t start, Output& out);
// They become what a ZIP archive holds of a file (APPNOTE.TXT, 5.8.8): LZMA's properties, then its stream with an end
// marker.
void zip_lzma_from(const Context& context, std::size_t start, Output& out);
// They become an .xz file of one block, with a CRC64.
void xz_from(const Context& context, std::size_t start, Output& out);

}  // namespace phoney
