// Content codings (RFC 9110, section 8.4.1), which output files use too.

#pragma once

#include <cstdint>
#include <string_view>

namespace phoney::service {

enum class Coding : std::uint8_t { identity, gzip, brotli, zstd };

// "br", as headers spell it.
std::string_view coding_name(Coding coding);

}  // namespace phoney::service
