// Sink: where a command's output goes: standard output, or a file that appears only when it is whole.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace phoney::cli {

// Writes are passed on as they come, one system call each, so callers collect their output in large pieces.
class Sink {
 public:
  // An empty path is standard output. A regular file is written as `<path>.partial-XXXXXX` beside it and takes its
  // place in `finish`, with the mode of the file before, if there was one; devices and pipes are written directly. A
  // symbolic link stays one, and the file that it names is written, whether that is there or not. Error `io_error`.
  static Result<std::unique_ptr<Sink>> open(const std::string& path);
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
  Sink(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  // Returns errno, or 0.
  int put_in_place();

  int fd_;
  std::string name_;       // as the user wrote it
  std::string target_;     // the file to replace; empty if written directly
  std::string temporary_;  // what is written meanwhile; empty once in place
  int error_ = 0;
};

// Writes `text` to standard output and returns the exit code.
int print(std::string_view text);

}  // namespace phoney::cli
