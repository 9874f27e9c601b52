#include "aws/endpoint.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/near.h"

namespace phoney::aws {
namespace {

constexpr std::uint16_t scheme_port(bool tls) { return tls ? 443 : 80; }

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// A byte that could end the request line or a header is refused here, once.
bool is_plain(char c) { return c > ' ' && c < '\x7f'; }
bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == ':';
}

bool parse_port(std::string_view text, std::uint16_t& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port > 0;
}

bool parse_authority(std::string_view authority, Endpoint& endpoint) {
  std::string_view host = authority;
  std::string_view port;
  if (take(host, "[")) {
    const std::size_t close = host.find(']');
    if (close == std::string_view::npos) return false;
    port = host.substr(close + 1);
    host = host.substr(0, close);
    if (host.find(':') == std::string_view::npos || (!port.empty() && port[0] != ':')) return false;
  } else if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    port = host.substr(colon);
    host = host.substr(0, colon);
  }
  if (host.empty() || !std::ranges::all_of(host, is_host_character)) return false;
  endpoint.host = host;
  endpoint.port = scheme_port(endpoint.tls);
  return port.empty() || parse_port(port.substr(1), endpoint.port);
}

}  // namespace

std::string Endpoint::authority() const {
  std::string text = host.find(':') == std::string::npos ? host : fmt::format("[{}]", host);
  if (port != scheme_port(tls)) text += fmt::format(":{}", port);
  return text;
}

Result<Endpoint> parse_endpoint(std::string_view url, std::string_view name) {
  Endpoint endpoint;
  std::string_view rest = url;
  endpoint.tls = take(rest, "https://");
  const bool known_scheme = endpoint.tls || take(rest, "http://");
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  if (!known_scheme || !std::ranges::all_of(rest, is_plain) || !parse_authority(rest.substr(0, slash), endpoint)) {
    return make_error(ErrorCode::invalid_argument,
                      fmt::format("{} must be a URL such as https://host or http://127.0.0.1:5000, not \"{}\"", name,
                                  shortened(url, 100)),
                      std::string(name));
  }
  if (slash < rest.size()) endpoint.path = rest.substr(slash);
  return endpoint;
}

Endpoint public_endpoint(std::string_view service, std::string_view region) {
  const std::string_view domain = region.starts_with("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  Endpoint endpoint;
  endpoint.host = fmt::format("{}.{}.{}", service, region, domain);
  return endpoint;
}

}  // namespace phoney::aws
