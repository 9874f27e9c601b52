#include "service/limits/client.h"

#include <algorithm>
#include <optional>

#include "base/trim.h"

namespace phoney::service {
namespace {

struct Proxies {
  std::span<const IpNetwork> networks;
  std::optional<IpAddress> proven;

  bool contain(const IpAddress& address) const {
    return address == proven ||
           std::ranges::any_of(networks, [&](const IpNetwork& network) { return network.contains(address); });
  }
};

// Takes the last element off a list with commas.
std::string_view take_last(std::string_view& list) {
  const std::size_t comma = list.rfind(',');
  const std::string_view last = comma == std::string_view::npos ? list : list.substr(comma + 1);
  list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
  return trimmed(last);
}

// Walks from the nearest proxy outwards. Returns false at the first untrusted address, or if an entry is malformed.
bool walk(std::string_view list, const Proxies& trusted, Client& client) {
  while (!list.empty()) {
    const std::string_view text = without_port(take_last(list));
    const auto address = IpAddress::parse(text);
    if (!address) return false;
    client.text = text;
    client.address = *address;
    if (!trusted.contain(*address)) return false;
  }
  return true;
}

}  // namespace

Client client_of(const Request& request, std::span<const IpNetwork> trusted, bool is_proxy) {
  Client client;
  client.text = request.peer;
  client.secure = request.secure;
  if (const auto peer = IpAddress::parse(request.peer)) client.address = *peer;
  const Proxies proxies{trusted, is_proxy ? std::optional(client.address) : std::nullopt};
  if (!proxies.contain(client.address)) return client;
  client.secure = client.secure || equals_ignoring_case(request.header("x-forwarded-proto"), "https");
  for (std::size_t i = request.headers.size(); i-- > 0;) {
    const Header& header = request.headers[i];
    if (equals_ignoring_case(header.name, "x-forwarded-for") && !walk(header.value, proxies, client)) break;
  }
  return client;
}

}  // namespace phoney::service
