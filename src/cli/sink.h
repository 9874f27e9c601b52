// Sink: the destination of a command's output: standard output, or a file that appears only when it is complete, where
// that is possible.

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

// Each write is a system call, so callers should write large pieces.
class Sink {
 public:
  // `-` is standard output, and a name of a descriptor (/dev/stdout, /proc/self/fd/3) is that descriptor. For a regular
  // file, the sink writes `<path>.partial-XXXXXX` in the same directory, and `finish` renames it and keeps the mode of
  // an existing file. If the sink cannot create that file, it writes in place; if it cannot rename it, it copies the
  // content. It writes directly to devices and pipes. It follows symbolic links, also dangling ones, and keeps them.
  // `coding` compresses the output. Error `io_error`.
  static Result<std::unique_ptr<Sink>> open(const std::string& path,
                                            service::Coding coding = service::Coding::identity);
  // Removes the temporary file unless `finish` has renamed it.
  ~Sink();
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  // Returns false if the caller should stop: writing failed, the reader closed the pipe, or a signal arrived.
  bool write(std::string_view bytes);
  // Flushes the file to disk and then renames it, so that not even a power failure leaves an incomplete file. A closed
  // pipe is not an error. Error `io_error`: why writing stopped.
  Result<void> finish();

  bool is_terminal() const;
  // Whether something was written, and not a whole line at last.
  bool is_within_line() const { return last_ != '\n'; }

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
  std::string target_;     // the regular file to write; otherwise empty
  std::string temporary_;  // the temporary file; empty after renaming, or if there is none
  int error_ = 0;
  char last_ = '\n';  // that was written
};

// Writes `text` to standard output and returns the exit code.
int print(std::string_view text);

}  // namespace phoney::cli
