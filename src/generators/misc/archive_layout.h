// The layouts of the archives that Python's zipfile and tarfile write, byte for byte.
//
// An archive grows at the end of an Output: one call opens a member, whose name and contents then follow there.

#pragma once

#include <cstddef>
#include <cstdint>

#include "base/output.h"
#include "generators/misc/compress.h"

namespace phoney {

// PKWARE's APPNOTE.TXT, 4.3, as zipfile fills it in for files of mode 0600 made on Unix.
class ZipLayout {
 public:
  // The time of all members, in MS-DOS format: the years 1980 to 2107 and even seconds.
  struct Moment {
    std::uint16_t date = 0;
    std::uint16_t time = 0;
  };
  ZipLayout(const Context& context, Moment moment, Compression compression, Output& out)
      : context_(context), out_(out), start_(out.size()), moment_(moment), compression_(compression) {}

  // Appends the member's header, for a name that `append_name` writes and contents that are appended then.
  template <class AppendName>
  void open(AppendName append_name) {
    begin_header();
    append_name();
    contents_ = out_.size();
  }
  // What was appended since `open` is the contents. Where the context may not go on, they mean nothing.
  void close();
  // The central directory.
  void finish();

 private:
  void begin_header();
  void compress_contents();

  const Context& context_;
  Output& out_;
  std::size_t start_;
  Moment moment_;
  Compression compression_;
  std::size_t header_ = 0;
  std::size_t contents_ = 0;
  std::size_t count_ = 0;
};

// POSIX.1-1988's ustar, as tarfile fills it in for a TarInfo of which only name and size are set.
class TarLayout {
 public:
  explicit TarLayout(Output& out) : out_(out), start_(out.size()) {}

  template <class AppendName>
  void open(AppendName append_name) {
    const std::size_t name = out_.size();
    append_name();
    end_header(name);
  }
  void close();
  // Two empty blocks, and what is left of a record.
  void finish();

 private:
  void end_header(std::size_t name);
  void pad(std::size_t multiple);

  Output& out_;
  std::size_t start_;
  std::size_t header_ = 0;
};

}  // namespace phoney
