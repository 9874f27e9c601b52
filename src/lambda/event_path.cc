#include "lambda/event_path.h"

namespace phoney::lambda {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";
constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
// What else may stand in a path as it is (RFC 3986, 3.3).
constexpr std::string_view kPathCharacters = "!$&'()*+,;=:@/";

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

void append_escape(char c, std::string& out) {
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

// Some gateways decode a path: what cannot stand in one is encoded again, and what is encoded stays.
std::string encoded_path(std::string_view path) {
  std::string encoded;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    const bool is_escape = c == '%' && i + 2 < path.size() && is_hex(path[i + 1]) && is_hex(path[i + 2]);
    if (is_escape || kUnreserved.find(c) != std::string_view::npos ||
        kPathCharacters.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      append_escape(c, encoded);
    }
  }
  return encoded;
}

// Takes `prefix` ("/dev") off the front if the path goes on behind it with a '/' or ends there.
void strip(std::string_view& path, std::string_view prefix) {
  if (prefix.empty() || !path.starts_with(prefix)) return;
  if (path.size() == prefix.size() || path[prefix.size()] == '/') path.remove_prefix(prefix.size());
}

}  // namespace

std::string percent_encode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      append_escape(c, encoded);
    }
  }
  return encoded;
}

std::string application_path(const GatewayPath& gateway) {
  std::string_view path = gateway.path;
  const std::string_view route = gateway.route.substr(gateway.route.rfind(' ') + 1);  // without its method
  const std::size_t size = gateway.proxy.size();
  if (route.starts_with('/') && route.find('{') == std::string_view::npos) {
    path = route;  // the path itself, whatever a base path mapping put before it
  } else if (route == "/{proxy+}" && size > 0 && path.size() > size && path.ends_with(gateway.proxy) &&
             path[path.size() - size - 1] == '/') {
    path.remove_prefix(path.size() - size - 1);  // what stands before what the route takes is none of the application's
  } else {
    if (gateway.stage != "$default" && !gateway.stage.empty()) strip(path, "/" + std::string(gateway.stage));
    strip(path, gateway.base_path);
  }
  std::string encoded = encoded_path(path);
  return encoded.starts_with('/') ? encoded : "/" + encoded;
}

}  // namespace phoney::lambda
