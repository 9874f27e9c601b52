#include <zlib.h>

#include "generators/misc/archive_layout.h"
#include "generators/misc/little_endian.h"

namespace phoney {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEndOfDirectory = 0x06054b50;
constexpr std::uint16_t kUnix = 3;
constexpr std::uint32_t kFileMode = 0600;

// A compression method in headers: its number, the first version of ZIP that supports it, in tenths, and flags.
struct Method {
  std::uint16_t number;
  std::uint16_t version;
  std::uint16_t flags;
};
constexpr Method method_of(Compression compression) {
  switch (compression) {
    case Compression::deflate:
      return {8, 20, 0};
    case Compression::bzip2:
      return {12, 46, 0};
    case Compression::lzma:
      return {14, 63, 1 << 1};  // the stream has an end marker
    default:
      return {0, 20, 0};
  }
}

// Where a local header holds what is known only once the member is closed, and its size up to the name.
constexpr std::size_t kCrc = 14;
constexpr std::size_t kCompressedSize = 18;
constexpr std::size_t kSize = 22;
constexpr std::size_t kNameSize = 26;
constexpr std::size_t kName = 30;

}  // namespace

void ZipLayout::begin_header() {
  const Method method = method_of(compression_);
  header_ = out_.size();
  append_little_endian(kLocalHeader, 4, out_);
  append_little_endian(method.version, 2, out_);
  append_little_endian(method.flags, 2, out_);
  append_little_endian(method.number, 2, out_);
  append_little_endian(moment_.time, 2, out_);
  append_little_endian(moment_.date, 2, out_);
  append_little_endian(0, kName - kCrc, out_);
}

void ZipLayout::close() {
  const std::size_t size = out_.size() - contents_;
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(out_.data() + contents_), size);
  compress_contents();
  char* const header = out_.data() + header_;
  put_little_endian(header + kCrc, crc, 4);
  put_little_endian(header + kCompressedSize, out_.size() - contents_, 4);
  put_little_endian(header + kSize, size, 4);
  put_little_endian(header + kNameSize, contents_ - header_ - kName, 2);
  ++count_;
}

void ZipLayout::compress_contents() {
  switch (compression_) {
    case Compression::none:
      return;
    case Compression::deflate:
      deflate_from(context_, contents_, Z_DEFAULT_COMPRESSION, out_);
      return;
    case Compression::bzip2:
      return bzip2_from(context_, contents_, out_);
    case Compression::lzma:
      return zip_lzma_from(context_, contents_, out_);
  }
}

// The directory repeats the local headers, which are read back one after the other.
void ZipLayout::finish() {
  const std::size_t directory = out_.size();
  std::size_t header = start_;
  for (std::size_t i = 0; i < count_; ++i) {
    const std::size_t name_size = little_endian(out_.data() + header + kNameSize, 2);
    const std::size_t compressed_size = little_endian(out_.data() + header + kCompressedSize, 4);
    out_.reserve(46 + name_size);  // so that the header stays where it is
    const std::string_view local(out_.data() + header, kName + name_size);
    append_little_endian(kCentralHeader, 4, out_);
    append_little_endian(method_of(compression_).version | kUnix << 8, 2, out_);
    out_.append(local.substr(4, kName - 4));   // from the version needed to the sizes of name and extra field
    append_little_endian(0, 2 + 2 + 2, out_);  // size of a comment, number of the disk, internal attributes
    append_little_endian(kFileMode << 16, 4, out_);
    append_little_endian(header - start_, 4, out_);
    out_.append(local.substr(kName));
    header += kName + name_size + compressed_size;
  }
  const std::size_t size = out_.size() - directory;
  append_little_endian(kEndOfDirectory, 4, out_);
  append_little_endian(0, 2 + 2, out_);  // numbers of disks
  append_little_endian(count_, 2, out_);
  append_little_endian(count_, 2, out_);
  append_little_endian(size, 4, out_);
  append_little_endian(directory - start_, 4, out_);
  append_little_endian(0, 2, out_);  // size of a comment
}

}  // namespace phoney
