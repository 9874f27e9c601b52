// Sink: where a command's output goes: standard output, or a file that appears only when it is whole, wherever that can
// be had.

#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/output.h"
#include "base/result.h"
#include "service/encoder.h"

namespace phoney::cli {

// Writes are passed on as they come, one system call each, so callers collect their output in large pieces.
class Sink {
 public:
  // `-` is standard output, and names of a descriptor (/dev/stdout, /proc/self/fd/3) are that descriptor. A regular
  // file is written as `<path>.partial-XXXXXX` beside it and takes its place in `finish`, with the mode of the file
  // before, if there was one. It is written in place where the other file cannot be made, and copied to its place where
  // it cannot be renamed. Devices and pipes are written directly. A symbolic link stays one, and the file that it names
  // is written, whether that is there or not. What is written is compressed by `coding`. Error `io_error`.
  static Result<std::unique_ptr<Sink>> open(const std::string& path,
                                            service::Coding coding = service::Coding::identity);
  // Removes what was not finished.
  ~Sink();
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  // False if there is nothing more to do: writing failed, the reader has gone, or the user interrupts.
  bool write(std::string_view bytes);
  // Puts the file in its place once the disk has it, so that not even a loss of power leaves half of one there. A
  // reader that has gone is no error. Error `io_error`: what stopped the writing.
  Result<void> finish();

  bool is_terminal() const;

 private:
  Sink(std::string name, service::Coding coding);

  // Each returns errno, or 0.
  int open_target();
  int open_beside(mode_t mode);
  int put_in_place();
  int copy_in_place();
  void put(std::string_view bytes);

  std::string name_;  // as the user wrote it
  std::unique_ptr<service::Encoder> encoder_;
  Output coded_;
  int fd_ = -1;
  std::string target_;     // the regular file to write; empty for anything else
  std::string temporary_;  // what is written meanwhile; empty once in place, or if that is written directly
  int error_ = 0;
};

// Writes `text` to standard output and returns the exit code.
int print(std::string_view text);

}  // namespace phoney::cli
