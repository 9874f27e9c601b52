// LZMA with Python's default preset, 6, whose dictionary has 8 MiB.
//
// A dictionary of the size of the data would take less memory at once, but it decides the size of the hash table too,
// and so where the search for matches gives up: so the bytes might differ. Of the 94 MB that the
// encoder allocates, the kernel provides only what is used: 16 MB of the hash table, and 9 times the data.

#include <lzma.h>

#include <new>

#include "generators/misc/compress.h"
#include "generators/misc/encode.h"
#include "generators/misc/little_endian.h"

namespace phoney {
namespace {

constexpr std::uint32_t kPreset = LZMA_PRESET_DEFAULT;

// A call that fails has no memory: the settings are constants that are valid.
void expect_success(lzma_ret result) {
  if (result != LZMA_OK && result != LZMA_STREAM_END) throw std::bad_alloc();
}

class LzmaEncoder {
 public:
  // `init` sets the stream up to encode.
  template <class Init>
  explicit LzmaEncoder(Init init) {
    const lzma_ret result = init(&stream_);
    if (result != LZMA_OK) lzma_end(&stream_);
    expect_success(result);
  }
  ~LzmaEncoder() { lzma_end(&stream_); }
  LzmaEncoder(const LzmaEncoder&) = delete;
  LzmaEncoder& operator=(const LzmaEncoder&) = delete;

  EncodeStep encode(std::string_view source, bool last, char* target, std::size_t room) {
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(source.data());
    stream_.avail_in = source.size();
    stream_.next_out = reinterpret_cast<std::uint8_t*>(target);
    stream_.avail_out = room;
    const lzma_ret result = lzma_code(&stream_, last ? LZMA_FINISH : LZMA_RUN);
    expect_success(result);
    return {source.size() - stream_.avail_in, room - stream_.avail_out, result == LZMA_STREAM_END};
  }

 private:
  lzma_stream stream_ = LZMA_STREAM_INIT;
};

}  // namespace

void zip_lzma_from(const Context& context, std::size_t start, Output& out) {
  lzma_options_lzma options;
  lzma_lzma_preset(&options, kPreset);
  const lzma_filter filters[] = {{LZMA_FILTER_LZMA1, &options}, {LZMA_VLI_UNKNOWN, nullptr}};
  LzmaEncoder encoder([&](lzma_stream* stream) { return lzma_raw_encoder(stream, filters); });
  if (!encode_from(context, start, encoder, out)) return;
  constexpr std::string_view kVersion("\011\004", 2);  // of the SDK: the one that zipfile names
  constexpr std::size_t kPropertiesSize = 5;
  char* const header = out.insert(start, kVersion.size() + 2 + kPropertiesSize);
  kVersion.copy(header, kVersion.size());
  put_little_endian(header + kVersion.size(), kPropertiesSize, 2);
  lzma_properties_encode(filters, reinterpret_cast<std::uint8_t*>(header + kVersion.size() + 2));
}

void xz_from(const Context& context, std::size_t start, Output& out) {
  LzmaEncoder encoder([](lzma_stream* stream) { return lzma_easy_encoder(stream, kPreset, LZMA_CHECK_CRC64); });
  encode_from(context, start, encoder, out);
}

}  // namespace phoney
