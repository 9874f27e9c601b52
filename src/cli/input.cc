#include "cli/input.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

namespace phoney::cli {
namespace {

Error cannot_read(const std::string& path) {
  return make_error(ErrorCode::io_error, fmt::format("cannot read {}: {}", path, std::strerror(errno)));
}

Result<std::string> read_descriptor(int fd, const std::string& name) {
  std::string text;
  std::array<char, 64 * 1024> piece;
  for (;;) {
    const ssize_t size = ::read(fd, piece.data(), piece.size());
    if (size == 0) return text;
    if (size > 0) {
      text.append(piece.data(), static_cast<std::size_t>(size));
    } else if (errno != EINTR) {
      return cannot_read(name);
    }
  }
}

}  // namespace

Result<std::string> read_input(const std::string& path) {
  if (path == "-") return read_descriptor(STDIN_FILENO, "standard input");
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return cannot_read(path);
  auto text = read_descriptor(fd, path);
  ::close(fd);
  return text;
}

}  // namespace phoney::cli
