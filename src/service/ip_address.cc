#include "service/ip_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <span>

#include "base/copy_bytes.h"

namespace phoney::service {
namespace {

constexpr std::array<unsigned char, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr unsigned kMappedBits = 96;

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  char buffer[INET6_ADDRSTRLEN + 1];
  text = text.substr(0, text.find('%'));  // the interface of a link-local address
  if (text.size() >= sizeof buffer || text.find('\0') != std::string_view::npos) return std::nullopt;
  copy_bytes(text, buffer);
  buffer[text.size()] = '\0';
  IpAddress address;
  if (text.find(':') != std::string_view::npos) {
    if (inet_pton(AF_INET6, buffer, address.bytes.data()) != 1) return std::nullopt;
  } else {
    std::ranges::copy(kMappedPrefix, address.bytes.begin());
    if (inet_pton(AF_INET, buffer, address.bytes.data() + kMappedPrefix.size()) != 1) return std::nullopt;
  }
  return address;
}

bool IpAddress::is_ipv4() const { return std::ranges::equal(kMappedPrefix, std::span(bytes).first<12>()); }

IpAddress IpAddress::first_bits(unsigned prefix) const {
  IpAddress network;
  for (unsigned i = 0; i < 16; ++i) {
    const unsigned kept = prefix <= 8 * i ? 0 : std::min(8U, prefix - 8 * i);
    network.bytes[i] = static_cast<unsigned char>(bytes[i] & (0xff00U >> kept));
  }
  return network;
}

std::optional<IpNetwork> IpNetwork::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = IpAddress::parse(text.substr(0, slash));
  if (!address || text.find('%') != std::string_view::npos) return std::nullopt;
  if (slash == std::string_view::npos) return IpNetwork{*address, 128};
  const std::string_view digits = text.substr(slash + 1);
  unsigned prefix = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  const bool written_as_ipv4 = text.find(':') == std::string_view::npos;
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size()) return std::nullopt;
  if (prefix > (written_as_ipv4 ? 32U : 128U)) return std::nullopt;
  if (written_as_ipv4) prefix += kMappedBits;
  if (address->first_bits(prefix) != *address) return std::nullopt;
  return IpNetwork{*address, prefix};
}

bool IpNetwork::contains(const IpAddress& other) const { return other.first_bits(prefix) == address; }

std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) return text.substr(1, std::max<std::size_t>(text.find(']'), 1) - 1);
  const std::size_t colon = text.find(':');
  return colon == text.rfind(':') ? text.substr(0, colon) : text;
}

}  // namespace phoney::service
