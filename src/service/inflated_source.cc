#include "service/inflated_source.h"

namespace phoney::service {
namespace {

constexpr std::size_t kPiece = 16 << 10;
constexpr int kGzipFormat = 16;  // added to the window's size

}  // namespace

InflatedSource::InflatedSource(std::string_view gzipped) {
  good_ = inflateInit2(&stream_, MAX_WBITS + kGzipFormat) == Z_OK;
  stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzipped.data()));  // zlib only reads it
  stream_.avail_in = static_cast<uInt>(gzipped.size());
}

InflatedSource::~InflatedSource() { inflateEnd(&stream_); }

BodySource::Status InflatedSource::next(Output& out) {
  if (!good_) return Status::failed;
  stream_.next_out = reinterpret_cast<Bytef*>(out.reserve(kPiece));
  stream_.avail_out = kPiece;
  const int status = inflate(&stream_, Z_NO_FLUSH);
  out.commit(kPiece - stream_.avail_out);
  if (status == Z_STREAM_END) return Status::done;
  return status == Z_OK ? Status::more : Status::failed;
}

}  // namespace phoney::service
