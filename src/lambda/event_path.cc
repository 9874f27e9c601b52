#include "lambda/event_path.h"

#include <algorithm>
#include <optional>

#include "service/query.h"

namespace phoney::lambda {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";
constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
// Other characters that need no encoding in a path (RFC 3986, 3.3).
constexpr std::string_view kPathCharacters = "!$&'()*+,;=:@/";

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_escape_at(std::string_view path, std::size_t i) {
  return path[i] == '%' && i + 2 < path.size() && is_hex(path[i + 1]) && is_hex(path[i + 2]);
}

void append_escape(char c, std::string& out) {
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

// Some gateways decode paths. Encodes invalid characters again, and leaves encoded ones.
std::string encoded_path(std::string_view path) {
  std::string encoded;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    if (is_escape_at(path, i) || kUnreserved.find(c) != std::string_view::npos ||
        kPathCharacters.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      append_escape(c, encoded);
    }
  }
  return encoded;
}

// Whether the path is `prefix` ("/dev") or begins with it and a '/'.
bool is_below(std::string_view path, std::string_view prefix) {
  return !prefix.empty() && path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}
void strip(std::string_view& path, std::string_view prefix) {
  if (is_below(path, prefix)) path.remove_prefix(prefix.size());
}

std::string_view without_method(std::string_view route) { return route.substr(route.rfind(' ') + 1); }

// The path that a route matched: "/fake/name" for "/fake/{generator}". Nothing if it is no path, or a value is
// missing.
std::optional<std::string> taken_by(const GatewayPath& gateway) {
  std::string_view route = without_method(gateway.route);
  if (!route.starts_with('/')) return std::nullopt;
  std::string taken;
  for (;;) {
    const std::size_t open = route.find('{');
    taken += route.substr(0, open);
    if (open == std::string_view::npos) return taken;
    const std::size_t close = route.find('}', open);
    if (close == std::string_view::npos) return std::nullopt;
    const bool greedy = route[close - 1] == '+';
    const std::string_view name = route.substr(open + 1, close - open - 1 - (greedy ? 1 : 0));
    const auto found =
        std::ranges::find(gateway.parameters, name, [](const auto& parameter) { return parameter.first; });
    if (found == gateway.parameters.end() || found->second.empty()) return std::nullopt;
    taken += found->second;
    route.remove_prefix(close + 1);
  }
}

std::string_view without_end_slash(std::string_view path) {
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

// Where the end of `path` begins that decodes to `bytes` bytes.
std::optional<std::size_t> start_of_end(std::string_view path, std::size_t bytes) {
  std::size_t decoded = 0;
  for (std::size_t i = 0; i < path.size(); ++i, ++decoded) i += is_escape_at(path, i) ? 2 : 0;
  if (decoded < bytes) return std::nullopt;
  std::size_t start = 0;
  for (; decoded > bytes; --decoded) start += is_escape_at(path, start) ? 3 : 1;
  return start;
}

// The end of `path` that is `taken`, of which either may be decoded, or have a slash at its end: gateways leave that
// out of parameters.
std::optional<std::string_view> end_that_is(std::string_view path, std::string_view taken) {
  path = without_end_slash(path);
  taken = without_end_slash(taken);
  if (path.ends_with(taken)) return path.substr(path.size() - taken.size());
  const auto start = start_of_end(path, taken.size());
  if (!start || !path.substr(*start).starts_with('/')) return std::nullopt;
  const std::string_view end = path.substr(*start);
  const auto decoded = percent_decode(end);
  return decoded && *decoded == taken ? std::optional(end) : std::nullopt;
}

}  // namespace

std::string application_path(const GatewayPath& gateway) {
  std::string_view path = gateway.path;
  const auto taken = taken_by(gateway);
  const bool is_literal = taken && gateway.route.ends_with(*taken);
  if (is_literal) {
    path = *taken;  // the path itself, whatever a base path mapping put before it
  } else if (const auto end = taken ? end_that_is(path, *taken) : std::nullopt) {
    path = *end;  // what precedes the route's part does not belong to the application
  } else {
    if (gateway.stage != "$default" && !gateway.stage.empty()) strip(path, "/" + std::string(gateway.stage));
    strip(path, gateway.base_path);
  }
  // The route itself may be below the base path, beside those of other applications.
  if (taken && is_below(without_method(gateway.route), gateway.base_path)) strip(path, gateway.base_path);
  std::string encoded = encoded_path(path);
  return encoded.starts_with('/') ? encoded : "/" + encoded;
}

}  // namespace phoney::lambda
