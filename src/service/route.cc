#include "service/route.h"

#include <algorithm>

namespace phoney::service {
namespace {

// Takes "/segment" off the front and returns the segment; nothing if the path is not that.
std::optional<std::string_view> take_segment(std::string_view& path) {
  if (!path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

}  // namespace

std::optional<Captures> match_path(std::string_view pattern, std::string_view path) {
  Captures captures;
  std::size_t count = 0;
  while (!pattern.empty()) {
    const auto wanted = take_segment(pattern);
    const auto given = take_segment(path);
    if (!wanted || !given) return std::nullopt;
    if (wanted->starts_with('{')) {
      if (given->empty() || count == kMaxCaptures) return std::nullopt;
      captures[count++] = *given;
    } else if (*wanted != *given) {
      return std::nullopt;
    }
  }
  if (!path.empty()) return std::nullopt;
  return captures;
}

}  // namespace phoney::service
