#include <cstring>
#include <numeric>

#include "generators/misc/archive_layout.h"

namespace phoney {
namespace {

constexpr std::size_t kBlock = 512;
constexpr std::size_t kRecord = 20 * kBlock;

// Where the fields of a header begin; those of numbers are octal and end with a zero.
constexpr std::size_t kMode = 100;
constexpr std::size_t kSize = 124;
constexpr std::size_t kTime = 136;
constexpr std::size_t kChecksum = 148;
constexpr std::size_t kType = 156;
constexpr std::size_t kMagic = 257;

void put_octal(char* target, std::uint64_t value, std::size_t digits) {
  for (std::size_t i = digits; i-- > 0; value >>= 3) target[i] = static_cast<char>('0' + (value & 7));
}

}  // namespace

void TarLayout::end_header(std::size_t name) {
  header_ = name;
  pad(kBlock);
  char* const header = out_.data() + header_;
  put_octal(header + kMode, 0644, 7);
  put_octal(header + kMode + 8, 0, 7);   // the owner
  put_octal(header + kMode + 16, 0, 7);  // the group
  put_octal(header + kTime, 0, 11);
  std::memset(header + kChecksum, ' ', 8);
  header[kType] = '0';
  std::memcpy(header + kMagic, "ustar\00000", 8);
}

void TarLayout::close() {
  char* const header = out_.data() + header_;
  put_octal(header + kSize, out_.size() - header_ - kBlock, 11);
  // The sum of the header's bytes, with spaces in its own place; of those the last stays.
  const auto* const bytes = reinterpret_cast<const unsigned char*>(header);
  put_octal(header + kChecksum, std::accumulate(bytes, bytes + kBlock, 0u), 6);
  header[kChecksum + 6] = '\0';
  pad(kBlock);
}

void TarLayout::finish() {
  std::memset(out_.reserve(2 * kBlock), 0, 2 * kBlock);
  out_.commit(2 * kBlock);
  pad(kRecord);
}

void TarLayout::pad(std::size_t multiple) {
  const std::size_t over = (out_.size() - start_) % multiple;
  if (over == 0) return;
  std::memset(out_.reserve(multiple - over), 0, multiple - over);
  out_.commit(multiple - over);
}

}  // namespace phoney
