// IPv4 and IPv6 addresses and networks, in one type.

#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace phoney::service {

// An IPv6 address; an IPv4 address is its IPv6 mapping ::ffff:a.b.c.d (RFC 4291, 2.5.5.2).
struct IpAddress {
  std::array<unsigned char, 16> bytes{};

  // Reads "192.0.2.1", "2001:db8::1", "fe80::1%eth0". Nothing if the text is no address.
  static std::optional<IpAddress> parse(std::string_view text);
  bool is_ipv4() const;
  // The first `prefix` of the 128 bits; the others are zero.
  IpAddress first_bits(unsigned prefix) const;
  // All 16 bytes, as a key.
  std::string_view as_bytes() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
  bool operator==(const IpAddress&) const = default;
};

// The address in what some proxies write: 192.0.2.1:80, [2001:db8::1]:80. Without a port, the text itself.
std::string_view without_port(std::string_view text);

// "10.0.0.0/8", "2001:db8::/32", or a single address.
struct IpNetwork {
  IpAddress address;
  unsigned prefix = 128;  // of the 128 bits

  // Nothing if the text is none, or has bits beyond its prefix ("10.0.0.1/8"), where somebody meant something else.
  static std::optional<IpNetwork> parse(std::string_view text);
  bool contains(const IpAddress& other) const;
  bool operator==(const IpNetwork&) const = default;
};

}  // namespace phoney::service
