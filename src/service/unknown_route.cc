#include "service/unknown_route.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "base/near.h"
#include "service/refusal.h"
#include "service/routes/routes.h"

namespace phoney::service {
namespace {

constexpr std::size_t kMaxPathBytes = 100;  // of a path, as the message quotes it

// Takes "/segment" off the front.
std::string_view take_segment(std::string_view& path) {
  const std::string_view segment = path.substr(0, path.find('/', 1));
  path.remove_prefix(segment.size());
  return segment;
}

// The pattern with the segments of `path` in place of its captures, so that /faker/name is near to /fake/name. Keeps
// captures after a segment that is not near to the pattern's, because only captures would be alike.
std::string filled(std::string_view pattern, std::string_view path) {
  std::string result;
  bool is_near = true;
  while (!pattern.empty()) {
    const std::string_view wanted = take_segment(pattern);
    const std::string_view given = take_segment(path);
    const bool is_capture = wanted.starts_with("/{");
    if (!is_capture) is_near = is_near && (given == wanted || !near_names(given, {&wanted, 1}).empty());
    result += is_capture && is_near && given.size() > 1 ? given : wanted;
  }
  return result;
}

std::vector<std::string> paths_near(std::string_view path) {
  std::vector<std::string> paths = {"/docs", "/redoc", "/openapi.json", "/openapi-full.json"};
  for (const RouteGroup* group : all_routes()) {
    for (const Route& route : group->routes) {
      if (!route.summary.empty() && route.pattern != "/") paths.push_back(filled(route.pattern, path));
    }
  }
  const std::vector<std::string_view> candidates(paths.begin(), paths.end());
  return near_names(path, candidates);
}

}  // namespace

void refuse_path(std::string_view path, Response& response) {
  if (!is_utf8(path)) return refuse(response, 404, "there is no such route; /docs lists the routes");
  std::vector<std::string> near;
  if (path.size() <= kMaxPathBytes) near = paths_near(path);
  refuse(response, 404,
         fmt::format("there is no route `{}`; {}{}/docs lists the routes", shortened(path, kMaxPathBytes),
                     did_you_mean(near), near.empty() ? "" : " "));
}

void refuse_method(std::string_view methods, Response& response) {
  std::string either(methods);
  if (const std::size_t last = either.rfind(", "); last != std::string::npos) either.replace(last, 2, " or ");
  refuse(response, 405, fmt::format("the method of this route must be {}", either));
  response.add_header("Allow", methods);
}

}  // namespace phoney::service
