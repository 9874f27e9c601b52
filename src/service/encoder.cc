#include "service/encoder.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

namespace phoney::service {
namespace {

// Levels that take 9 to 23 ns per byte of records, about as long as making them, and windows that keep a stream at
// about a megabyte. The levels above take up to twice as long for at most 9% less
// (measured with records of names and addresses, and with lists of UUIDs).
constexpr int kGzipLevel = 1;
constexpr std::uint32_t kBrotliQuality = 2;
constexpr std::uint32_t kBrotliWindow = 18;
constexpr int kZstdLevel = 2;
constexpr int kZstdWindow = 18;

// Measured by counting what the libraries allocate for these levels and windows.
constexpr std::size_t kGzipMemory = 270'000;
constexpr std::size_t kBrotliMemory = 1'100'000;

// Room for another piece of compressed bytes.
constexpr std::size_t kRoom = 16 << 10;

class GzipEncoder final : public Encoder {
 public:
  GzipEncoder() {
    constexpr int kGzipFormat = 16;  // added to the window's size
    good_ = deflateInit2(&stream_, kGzipLevel, Z_DEFLATED, MAX_WBITS + kGzipFormat, 8, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~GzipEncoder() override { deflateEnd(&stream_); }
  GzipEncoder(const GzipEncoder&) = delete;
  GzipEncoder& operator=(const GzipEncoder&) = delete;

  bool write(std::string_view text, bool last, Output& out) override {
    if (!good_) return false;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib only reads it
    stream_.avail_in = static_cast<uInt>(text.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(out.reserve(kRoom));
      stream_.avail_out = kRoom;
      deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH);
      out.commit(kRoom - stream_.avail_out);
    } while (stream_.avail_out == 0);
    return true;
  }
  std::size_t memory() const override { return kGzipMemory; }

 private:
  z_stream stream_{};
  bool good_;
};

class BrotliEncoder final : public Encoder {
 public:
  BrotliEncoder() : state_(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)) {
    if (!state_) return;
    BrotliEncoderSetParameter(state_.get(), BROTLI_PARAM_QUALITY, kBrotliQuality);
    BrotliEncoderSetParameter(state_.get(), BROTLI_PARAM_LGWIN, kBrotliWindow);
  }

  bool write(std::string_view text, bool last, Output& out) override {
    if (!state_) return false;
    const auto* next = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t left = text.size();
    do {
      auto* target = reinterpret_cast<std::uint8_t*>(out.reserve(kRoom));
      std::size_t room = kRoom;
      const auto operation = last ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS;
      if (!BrotliEncoderCompressStream(state_.get(), operation, &left, &next, &room, &target, nullptr)) return false;
      out.commit(kRoom - room);
    } while (left > 0 || BrotliEncoderHasMoreOutput(state_.get()));
    return true;
  }
  std::size_t memory() const override { return kBrotliMemory; }

 private:
  struct Destroy {
    void operator()(BrotliEncoderState* state) const { BrotliEncoderDestroyInstance(state); }
  };
  std::unique_ptr<BrotliEncoderState, Destroy> state_;
};

class ZstdEncoder final : public Encoder {
 public:
  ZstdEncoder() : context_(ZSTD_createCCtx()) {
    if (!context_) return;
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kZstdLevel);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_windowLog, kZstdWindow);
  }

  bool write(std::string_view text, bool last, Output& out) override {
    if (!context_) return false;
    ZSTD_inBuffer input{text.data(), text.size(), 0};
    for (;;) {
      ZSTD_outBuffer output{out.reserve(kRoom), kRoom, 0};
      const std::size_t left =
          ZSTD_compressStream2(context_.get(), &output, &input, last ? ZSTD_e_end : ZSTD_e_continue);
      if (ZSTD_isError(left) != 0) return false;
      out.commit(output.pos);
      if (last ? left == 0 : input.pos == input.size) return true;
    }
  }
  std::size_t memory() const override { return ZSTD_sizeof_CCtx(context_.get()); }

 private:
  struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  };
  std::unique_ptr<ZSTD_CCtx, Free> context_;
};

}  // namespace

std::string_view coding_name(Coding coding) {
  switch (coding) {
    case Coding::gzip:
      return "gzip";
    case Coding::brotli:
      return "br";
    case Coding::zstd:
      return "zstd";
    case Coding::identity:
      break;
  }
  return "identity";
}

std::unique_ptr<Encoder> make_encoder(Coding coding) {
  switch (coding) {
    case Coding::gzip:
      return std::make_unique<GzipEncoder>();
    case Coding::brotli:
      return std::make_unique<BrotliEncoder>();
    case Coding::zstd:
      return std::make_unique<ZstdEncoder>();
    case Coding::identity:
      break;
  }
  return nullptr;
}

}  // namespace phoney::service
