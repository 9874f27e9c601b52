// Where a library has a function for its version, we call it: a dynamically linked program may run with another version
// than it was compiled with.

#include "cli/libraries.h"

#include <absl/base/config.h>
#include <brotli/encode.h>
#include <bzlib.h>
#include <crypt.h>
#include <fmt/format.h>
#include <gnu/libc-version.h>
#include <lzma.h>
#include <openssl/crypto.h>
#include <simdjson.h>
#include <utf8proc.h>
#include <zlib.h>
#include <zstd.h>

#include <CLI/Version.hpp>
#include <boost/version.hpp>

namespace phoney::cli {
namespace {

std::string brotli_version() {
  const std::uint32_t version = BrotliEncoderVersion();  // 8 bits, 12 bits, 12 bits
  return fmt::format("{}.{}.{}", version >> 24, version >> 12 & 0xfff, version & 0xfff);
}

std::string bzip2_version() {
  const std::string_view text = BZ2_bzlibVersion();  // "1.0.8, 13-Jul-2019"
  return std::string(text.substr(0, text.find(',')));
}

std::string fmt_version() {
  return fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100);
}

std::string boost_version() {
  return fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100);
}

}  // namespace

std::vector<LinkedLibrary> linked_libraries() {
  return {
      {"OpenSSL", OpenSSL_version(OPENSSL_VERSION_STRING)},
      {"zlib", zlibVersion()},
      {"Brotli", brotli_version()},
      {"Zstandard", ZSTD_versionString()},
      {"bzip2", bzip2_version()},
      {"XZ Utils", lzma_version_string()},
      {"libxcrypt", XCRYPT_VERSION_STR},
      {"utf8proc", utf8proc_version()},
      {"simdjson", SIMDJSON_VERSION},
      {"fmt", fmt_version()},
      {"Boost", boost_version()},
      {"Abseil", fmt::format("{}.{}", ABSL_LTS_RELEASE_VERSION, ABSL_LTS_RELEASE_PATCH_LEVEL)},
      {"CLI11", CLI11_VERSION},
      {"The GNU C Library", gnu_get_libc_version()},
  };
}

}  // namespace phoney::cli
