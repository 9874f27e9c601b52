#include <bzlib.h>

#include <new>

#include "generators/misc/compress.h"
#include "generators/misc/encode.h"

namespace phoney {
namespace {

class Bzip2Encoder {
 public:
  Bzip2Encoder() {
    constexpr int kLevel = 9;  // blocks of 900 kB: Python's default
    if (BZ2_bzCompressInit(&stream_, kLevel, 0, 0) != BZ_OK) throw std::bad_alloc();
  }
  ~Bzip2Encoder() { BZ2_bzCompressEnd(&stream_); }
  Bzip2Encoder(const Bzip2Encoder&) = delete;
  Bzip2Encoder& operator=(const Bzip2Encoder&) = delete;

  // Of an encoder that was made nothing can fail.
  EncodeStep encode(std::string_view source, bool last, char* target, std::size_t room) {
    stream_.next_in = const_cast<char*>(source.data());  // it only reads it
    stream_.avail_in = static_cast<unsigned>(source.size());
    stream_.next_out = target;
    stream_.avail_out = static_cast<unsigned>(room);
    const int state = BZ2_bzCompress(&stream_, last ? BZ_FINISH : BZ_RUN);
    return {source.size() - stream_.avail_in, room - stream_.avail_out, state == BZ_STREAM_END};
  }

 private:
  bz_stream stream_{};
};

}  // namespace

void bzip2_from(const Context& context, std::size_t start, Output& out) {
  Bzip2Encoder encoder;
  encode_from(context, start, encoder, out);
}

}  // namespace phoney
