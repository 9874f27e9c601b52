#include "cli/sink.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/report.h"

namespace phoney::cli {
namespace {

// The mode that open(2) would give a new file.
mode_t new_file_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

// With the slash; empty if the path has none.
std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

// The file behind symbolic links, which need not exist.
std::string resolve(std::string path) {
  constexpr int kMostLinks = 40;  // Linux follows no more, and stat(2) has found the end of them
  std::array<char, PATH_MAX> link;
  for (int i = 0; i < kMostLinks; ++i) {
    const ssize_t size = ::readlink(path.c_str(), link.data(), link.size());
    if (size < 0) break;
    const std::string_view named(link.data(), static_cast<std::size_t>(size));
    path = (named.starts_with('/') ? "" : folder_of(path)).append(named);
  }
  return path;
}

// Has the disk take what was written. Some file systems cannot do that, and say so. Returns errno, or 0.
int sync(int fd) { return ::fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : errno; }

// The same for a folder, so that a new name in it stays. What may not be read cannot be asked for that.
int sync_folder(const std::string& folder) {
  const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return 0;
  const int error = sync(fd);
  ::close(fd);
  return error;
}

Error cannot_write(std::string_view name, int number) {
  return make_error(ErrorCode::io_error, fmt::format("cannot write {}: {}", name, std::strerror(number)));
}

}  // namespace

Result<std::unique_ptr<Sink>> Sink::open(const std::string& path) {
  if (path.empty()) return std::unique_ptr<Sink>(new Sink(STDOUT_FILENO, "standard output"));
  std::unique_ptr<Sink> sink(new Sink(-1, path));
  struct stat status{};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (!exists && errno != ENOENT) return cannot_write(path, errno);
  if (exists && !S_ISREG(status.st_mode)) {
    sink->fd_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (sink->fd_ < 0) return cannot_write(path, errno);
    return sink;
  }
  // Renaming would replace a write-protected file without asking.
  if (exists && ::access(path.c_str(), W_OK) != 0) return cannot_write(path, errno);
  sink->target_ = resolve(path);
  sink->temporary_ = sink->target_ + ".partial-XXXXXX";
  sink->fd_ = ::mkostemp(sink->temporary_.data(), O_CLOEXEC);
  if (sink->fd_ < 0) {
    sink->temporary_.clear();
    return cannot_write(path, errno);
  }
  if (::fchmod(sink->fd_, exists ? status.st_mode & 07777 : new_file_mode()) != 0) return cannot_write(path, errno);
  return sink;
}

Sink::~Sink() {
  if (fd_ > STDERR_FILENO) ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

bool Sink::write(std::string_view bytes) {
  while (!bytes.empty() && error_ == 0 && !interrupted()) {
    const ssize_t size = ::write(fd_, bytes.data(), bytes.size());
    if (size >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(size));
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  return error_ == 0 && !interrupted();
}

Result<void> Sink::finish() {
  if (error_ == EPIPE) return {};
  if (error_ != 0) return cannot_write(name_, error_);
  if (target_.empty()) return {};
  if (const int error = put_in_place(); error != 0) return cannot_write(name_, error);
  return {};
}

int Sink::put_in_place() {
  if (const int error = sync(fd_); error != 0) return error;
  if (::close(std::exchange(fd_, -1)) != 0) return errno;
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) return errno;
  temporary_.clear();
  return sync_folder(folder_of(target_));
}

bool Sink::is_terminal() const { return ::isatty(fd_) == 1; }

int print(std::string_view text) {
  auto sink = Sink::open("");
  if (!sink) return report(sink.error());
  (*sink)->write(text);
  if (auto finished = (*sink)->finish(); !finished) return report(finished.error());
  return kDone;
}

}  // namespace phoney::cli
