#include "cli/template_source.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "cli/report.h"

namespace phoney::cli {
namespace {

// A user at a terminal may have large templates; the bounds keep a slip from eating the machine.
constexpr templates::Limits kLimits{
    .max_depth = 1000,
    .max_placeholders = 1'000'000,
    .max_list = 10'000'000,
};

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

Result<std::string> read_file(const std::string& path) {
  if (path == "-") return read_descriptor(STDIN_FILENO, "standard input");
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return cannot_read(path);
  auto text = read_descriptor(fd, path);
  ::close(fd);
  return text;
}

}  // namespace

std::optional<Program> load_template(const Engine& engine, LocaleId locale, const std::string& path,
                                     std::uint64_t records) {
  const auto text = read_file(path);
  if (!text) {
    report(text.error());
    return std::nullopt;
  }
  const auto source = read_json(*text);
  if (!source) {
    Error error = source.error();
    error.field = path == "-" ? "standard input" : path;
    report(error);
    return std::nullopt;
  }
  auto compiled = templates::compile(engine, locale, *source, records, kLimits);
  if (compiled.ok()) return std::move(compiled.program);
  report_template_errors(compiled.errors);
  return std::nullopt;
}

}  // namespace phoney::cli
