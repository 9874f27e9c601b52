#include "service/compression.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <memory>
#include <new>

#include "service/preference.h"

namespace phoney::service {
namespace {

// Smaller bodies fit into one packet as they are.
constexpr std::size_t kSmallBody = 1024;

// Levels that cost about as much as making the data does, and windows that keep a stream below a megabyte.
constexpr int kGzipLevel = 4;
constexpr std::uint32_t kBrotliQuality = 4;
constexpr std::uint32_t kBrotliWindow = 18;
constexpr int kZstdLevel = 3;
constexpr int kZstdWindow = 18;

// About what an encoder keeps between pieces.
constexpr std::size_t kEncoderMemory = std::size_t{1} << 20;

// About what a byte takes to be compressed.
constexpr std::chrono::nanoseconds kCodingOfByte{15};

// Room for another piece of compressed bytes.
constexpr std::size_t kRoom = 16 << 10;

class Encoder {
 public:
  virtual ~Encoder() = default;
  // Appends what is ready of the text so far, or all that is left if this is the last of it. False only if the library
  // fails, for want of memory.
  virtual bool write(std::string_view text, bool last, Output& out) = 0;
};

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

 private:
  struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  };
  std::unique_ptr<ZSTD_CCtx, Free> context_;
};

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

// The rest of a body, compressed on its way.
class CompressedSource final : public BodySource {
 public:
  CompressedSource(std::unique_ptr<Encoder> encoder, std::unique_ptr<BodySource> source)
      : encoder_(std::move(encoder)), source_(std::move(source)) {}

  Status next(Output& out) override {
    piece_.clear();
    const Status status = source_->next(piece_);
    const bool good = encoder_->write(piece_.view(), status == Status::done, out);
    return good ? status : Status::failed;
  }
  Reason failure() const override { return source_->failure(); }
  std::uint64_t records() const override { return source_->records(); }
  std::size_t memory() const override { return kEncoderMemory + source_->memory(); }

 private:
  std::unique_ptr<Encoder> encoder_;
  std::unique_ptr<BodySource> source_;
  Output piece_;
};

// The answer to HEAD of what GET gets in `coding`.
void leave_out_body(Coding coding, Response& response) {
  if (coding != Coding::identity) response.add_header("Content-Encoding", coding_name(coding));
  if (response.left_out) return;
  const bool is_known = coding == Coding::identity && !response.source;
  if (response.body.size() > 0 || response.source) response.left_out = is_known ? response.body.size() : 0;
  response.body.clear();
  response.source.reset();
}

// Whether the handler has chosen a form already.
bool is_negotiated(const Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (equals_ignoring_case(name, "Vary") && equals_ignoring_case(value, "Accept-Encoding")) return true;
  }
  return false;
}

// Compresses the body, which may be large, unless that is cancelled on the way.
bool write_in_steps(Encoder& encoder, const Cancellation& cancellation, const Response& response, Output& coded) {
  constexpr std::size_t kStep = std::size_t{1} << 20;
  std::string_view rest = response.body.view();
  for (;;) {
    const std::string_view step = rest.substr(0, kStep);
    rest.remove_prefix(step.size());
    if (!encoder.write(step, rest.empty() && !response.source, coded)) return false;
    if (rest.empty()) return true;
    if (cancellation.stop.stop_requested() || cancellation.drain.stop_requested()) return false;
  }
}

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

Coding accepted_coding(std::string_view accept_encoding, std::span<const Coding> offered) {
  Coding best = Coding::identity;
  int best_quality = 0;
  const auto preferences = parse_preferences(accept_encoding);
  for (const Coding coding : offered) {
    const int quality = quality_of(preferences, coding_name(coding), "*");
    if (quality > best_quality) {
      best = coding;
      best_quality = quality;
    }
  }
  return quality_of(preferences, "identity", "") > best_quality ? Coding::identity : best;
}

void compress(const Request& request, Response& response) {
  const bool head_only = request.method == "HEAD";
  const bool fits = response.body.size() >= kSmallBody || response.source;
  Coding coding = Coding::identity;
  if (fits && !is_negotiated(response)) {
    response.add_header("Vary", "Accept-Encoding");
    coding = accepted_coding(request.header("accept-encoding"));
  }
  if (head_only) return leave_out_body(coding, response);
  if (coding == Coding::identity) return;
  if (!request.cancellation.has_time_for(response.body.size() * kCodingOfByte)) return;
  auto encoder = make_encoder(coding);
  Output coded;
  if (!write_in_steps(*encoder, request.cancellation, response, coded)) return;  // then it is sent as it stands
  response.add_header("Content-Encoding", coding_name(coding));
  response.body = std::move(coded);
  if (response.source) {
    response.source = std::make_unique<CompressedSource>(std::move(encoder), std::move(response.source));
  }
}

void append_coded(Output& out, Coding coding, std::string_view text) {
  if (!make_encoder(coding)->write(text, true, out)) throw std::bad_alloc();  // its only failure
}

}  // namespace phoney::service
