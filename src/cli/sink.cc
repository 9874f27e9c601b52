#include "cli/sink.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstdlib>
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

std::string real_path(const std::string& path) {
  std::array<char, PATH_MAX> resolved;
  return ::realpath(path.c_str(), resolved.data()) == nullptr ? "" : resolved.data();
}

// Whether the file is in /proc, whose links lead to open files of processes. These must not be replaced, and may have
// no name any more.
bool is_in_proc(const std::string& path) {
  const std::string folder = folder_of(path);
  struct statfs status{};
  return ::statfs(folder.empty() ? "." : folder.c_str(), &status) == 0 && status.f_type == PROC_SUPER_MAGIC;
}

// Follows symbolic links, except in /proc. The file need not exist.
std::string resolve(std::string path) {
  constexpr int kMostLinks = 40;  // Linux's own limit; stat(2) has already succeeded within it
  std::array<char, PATH_MAX> link;
  for (int i = 0; i < kMostLinks; ++i) {
    const ssize_t size = ::readlink(path.c_str(), link.data(), link.size());
    if (size < 0 || is_in_proc(path)) break;
    const std::string_view named(link.data(), static_cast<std::size_t>(size));
    path = (named.starts_with('/') ? "" : folder_of(path)).append(named);
  }
  return path;
}

// Opens a link in /proc. Duplicates a descriptor of this process: opening it again would write a file from its
// beginning, and fail for a socket. Returns -1 and sets errno on failure.
int open_in_proc(const std::string& path) {
  const std::string folder = folder_of(path);
  const std::string_view name = std::string_view(path).substr(folder.size());
  int number = 0;
  const auto parsed = std::from_chars(name.data(), name.data() + name.size(), number);
  if (parsed.ec == std::errc() && real_path(folder) == real_path("/proc/self/fd"))
    return ::fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  return ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
}

// Whether a file may still be writable in place if another cannot be created beside it or renamed to it.
bool may_write_in_place(int error) {
  return error == EACCES || error == EPERM || error == EROFS || error == ENAMETOOLONG || error == EBUSY ||
         error == EXDEV;
}

// Flushes to disk, where the file system supports it. Returns errno, or 0.
int sync(int fd) { return ::fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : errno; }

// The same for a directory, so that a new name in it persists. An unreadable directory cannot be flushed.
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

Sink::Sink(std::string name, service::Coding coding) : name_(std::move(name)), encoder_(make_encoder(coding)) {}

Result<std::unique_ptr<Sink>> Sink::open(const std::string& path, service::Coding coding) {
  const bool is_standard_output = path == "-";
  std::unique_ptr<Sink> sink(new Sink(is_standard_output ? "standard output" : path, coding));
  if (is_standard_output) {
    sink->fd_ = STDOUT_FILENO;
  } else if (const int error = sink->open_target(); error != 0) {
    return cannot_write(path, error);
  }
  return sink;
}

int Sink::open_target() {
  struct stat status{};
  const bool exists = ::stat(name_.c_str(), &status) == 0;
  if (!exists && errno != ENOENT) return errno;
  std::string path = resolve(name_);
  const bool in_proc = exists && is_in_proc(path);
  if (in_proc || (exists && !S_ISREG(status.st_mode))) {
    fd_ = in_proc ? open_in_proc(path) : ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
    return fd_ < 0 ? errno : 0;
  }
  // Renaming would replace a write-protected file without asking.
  if (exists && ::access(path.c_str(), W_OK) != 0) return errno;
  target_ = std::move(path);
  const int error = open_beside(exists ? status.st_mode & 07777 : new_file_mode());
  if (!may_write_in_place(error)) return error;
  // Where files of others may not be created anew, as in /tmp, O_CREAT is refused for one that is there.
  fd_ = ::open(target_.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY | (exists ? 0 : O_CREAT), 0666);
  return fd_ < 0 ? errno : 0;
}

int Sink::open_beside(mode_t mode) {
  temporary_ = target_ + ".partial-XXXXXX";
  fd_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
  if (fd_ < 0) {
    temporary_.clear();
    return errno;
  }
  if (::fchmod(fd_, mode) == 0) return 0;
  const int error = errno;
  ::close(std::exchange(fd_, -1));
  ::unlink(temporary_.c_str());
  temporary_.clear();
  return error;
}

Sink::~Sink() {
  if (fd_ > STDERR_FILENO) ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

bool Sink::write(std::string_view bytes) {
  if (encoder_ == nullptr) {
    put(bytes);
  } else {
    coded_.clear();
    if (!encoder_->write(bytes, false, coded_)) error_ = ENOMEM;
    put(coded_.view());
  }
  return error_ == 0 && !interrupted();
}

void Sink::put(std::string_view bytes) {
  while (!bytes.empty() && error_ == 0 && !interrupted()) {
    const ssize_t size = ::write(fd_, bytes.data(), bytes.size());
    if (size >= 0) {
      if (size > 0) last_ = bytes[static_cast<std::size_t>(size) - 1];
      bytes.remove_prefix(static_cast<std::size_t>(size));
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
}

Result<void> Sink::finish() {
  if (encoder_ != nullptr && error_ == 0) {
    coded_.clear();
    if (!encoder_->write("", true, coded_)) error_ = ENOMEM;
    put(coded_.view());
  }
  if (error_ == EPIPE) return {};
  if (error_ == 0 && !target_.empty()) error_ = put_in_place();
  if (error_ != 0) return cannot_write(name_, error_);
  return {};
}

int Sink::put_in_place() {
  if (const int error = sync(fd_); error != 0) return error;
  if (!temporary_.empty()) {
    if (::rename(temporary_.c_str(), target_.c_str()) == 0) {
      temporary_.clear();
    } else if (!may_write_in_place(errno)) {
      return errno;
    } else if (const int error = copy_in_place(); error != 0) {
      return error;
    }
  }
  if (::close(std::exchange(fd_, -1)) != 0) return errno;
  return sync_folder(folder_of(target_));
}

int Sink::copy_in_place() {
  const int target = ::open(target_.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
  if (target < 0) return errno;
  constexpr std::size_t kStep = std::size_t{1} << 20;
  off_t offset = 0;
  ssize_t size = 0;
  do {
    size = ::sendfile(target, fd_, &offset, kStep);
  } while (size > 0);
  int error = size < 0 ? errno : sync(target);
  if (::close(target) != 0 && error == 0) error = errno;
  return error;
}

bool Sink::is_terminal() const { return ::isatty(fd_) == 1; }

int print(std::string_view text) {
  auto sink = Sink::open("-");
  if (!sink) return report(sink.error());
  (*sink)->write(text);
  if (auto finished = (*sink)->finish(); !finished) return report(finished.error());
  return kDone;
}

}  // namespace phoney::cli
