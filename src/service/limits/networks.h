// The addresses that count as one client.
//
// An IPv4 address is a client. In IPv6, anyone with one address has the 2^64 addresses of its /64, so that network is a
// client. Subscribers and tenants often have a whole site of 65,536 such networks (RFC 6177), so sites are limited as
// well, with higher limits.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "service/ip_address.h"

namespace phoney::service {

// The IPv4 address itself, or the /64 of the IPv6 address.
inline IpAddress network_of(const IpAddress& client) { return client.is_ipv4() ? client : client.first_bits(64); }
// The /48 of an IPv6 address. An IPv4 address has no site.
inline IpAddress site_of(const IpAddress& client) { return client.first_bits(48); }

// The unit that CPU time and connections are counted for: the IPv4 address itself, or the whole site.
inline IpAddress share_of(const IpAddress& client) { return client.is_ipv4() ? client : site_of(client); }

// The networks that were noted last, in memory of a fixed size. To be called by one thread at a time.
class RecentNetworks {
 public:
  static constexpr std::size_t kCapacity = 64;

  // `client` is any address of the network.
  bool contains(const IpAddress& client) const;
  // Notes the client's network, or that it is still in use; beyond the capacity the one noted longest ago is forgotten.
  void note(const IpAddress& client);

 private:
  struct Entry {
    IpAddress network;
    std::uint64_t noted = 0;
  };
  std::vector<Entry> entries_;
  std::uint64_t notes_ = 0;
};

}  // namespace phoney::service
