// Addresses of networks: IPv4, IPv6, MAC and ports.

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "engine/patterns.h"
#include "generators/internet/internet.h"
#include "generators/internet/ipv4_networks.h"

namespace phoney::internet {
namespace {

// a, b and c as 0, 1 and 2; nothing for any other text, as Faker takes it.
std::optional<std::size_t> class_index(const std::optional<std::string>& address_class) {
  if (!address_class || address_class->size() != 1) return std::nullopt;
  const auto index = static_cast<std::size_t>(address_class->front() - 'a');
  return index < kClasses.size() ? std::optional(index) : std::nullopt;
}

std::size_t given_or_drawn_class(const std::optional<std::string>& address_class, Random& random) {
  const auto given = class_index(address_class);
  return given ? *given : random.below(kClasses.size());
}

// random.choices with the networks' sizes as weights. The sums are whole numbers, so Python's comparison of doubles is
// exact on the product's whole part.
Network pick(const Networks& networks, Random& random) {
  const std::uint64_t total = networks.ends[networks.count - 1];
  const auto place = static_cast<std::uint64_t>(random.uniform01() * static_cast<double>(total));
  const auto first = networks.ends.begin();
  const auto last = first + static_cast<std::ptrdiff_t>(networks.count) - 1;
  return networks.items[static_cast<std::size_t>(std::upper_bound(first, last, place) - first)];
}

void append_ipv4(std::uint32_t address, Output& out) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.append_integer(address >> shift & 0xff);
    if (shift > 0) out.append('.');
  }
}

// An address within `subnet`, or the network around it with a drawn prefix.
void append_within(Network subnet, bool as_network, Random& random, Output& out) {
  const auto address = static_cast<std::uint32_t>(subnet.address + random.below64(subnet.size()));
  if (!as_network) return append_ipv4(address, out);
  const Network result{address, static_cast<int>(random.range(subnet.prefix, 32))};
  append_ipv4(address & result.mask(), out);
  out.append('/');
  out.append_integer(result.prefix);
}

struct Ipv4Args {
  bool network = false;
  std::optional<std::string> address_class;
};

void ipv4_private(Context& context, const Ipv4Args& args, Output& out) {
  Random& random = context.random();
  const Network subnet = kPrivate[given_or_drawn_class(args.address_class, random)];
  random.uniform01();  // the choice among one
  append_within(subnet, args.network, random, out);
}

void ipv4_public(Context& context, const Ipv4Args& args, Output& out) {
  Random& random = context.random();
  const Networks& networks = kPublic[given_or_drawn_class(args.address_class, random)];
  append_within(pick(networks, random), args.network, random, out);
}

struct AnyIpv4Args {
  bool network = false;
  std::optional<std::string> address_class;
  std::optional<bool> is_private;
};

void ipv4(Context& context, const AnyIpv4Args& args, Output& out) {
  if (args.is_private) {
    const Ipv4Args rest{args.network, args.address_class};
    return *args.is_private ? ipv4_private(context, rest, out) : ipv4_public(context, rest, out);
  }
  const auto given = class_index(args.address_class);
  const Networks& networks = given ? kOfClass[*given] : kAll;
  append_within(pick(networks, context.random()), args.network, context.random(), out);
}

using Ipv6 = std::array<std::uint32_t, 4>;  // most significant first

// randint(2**32, 2**128 - 1).
Ipv6 draw_ipv6(Random& random) {
  constexpr std::uint32_t kOnes = ~std::uint32_t{0};
  Ipv6 address;
  do {
    for (std::size_t i = 4; i-- > 0;) address[i] = random.word();
  } while (address[0] == kOnes && address[1] == kOnes && address[2] == kOnes);
  for (std::size_t i = 3; i-- > 0;) {
    if (++address[i] != 0) break;
  }
  return address;
}

void clear_host_bits(Ipv6& address, int prefix) {
  for (std::size_t i = 0; i < 4; ++i) {
    const int bits = std::clamp(prefix - static_cast<int>(i) * 32, 0, 32);
    address[i] &= bits == 0 ? 0u : ~std::uint32_t{0} << (32 - bits);
  }
}

// Where the longest run of two or more zeros begins, the first of equals, and its length; 0 if there is none.
struct ZeroRun {
  std::size_t start = 0;
  std::size_t length = 0;
};
ZeroRun longest_zeros(const std::array<std::uint32_t, 8>& groups) {
  ZeroRun best;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    std::size_t end = i;
    while (end < groups.size() && groups[end] == 0) ++end;
    if (end - i >= 2 && end - i > best.length) best = {i, end - i};
    if (end > i) i = end;
  }
  return best;
}

void append_hex(std::uint32_t value, Output& out) {
  for (int shift = 12; shift >= 0; shift -= 4) {
    if (shift == 0 || value >> shift != 0) out.append(kHexLower[value >> shift & 15]);
  }
}

// RFC 5952's text form.
void append_ipv6(const Ipv6& address, Output& out) {
  std::array<std::uint32_t, 8> groups;
  for (std::size_t i = 0; i < 8; ++i) groups[i] = i % 2 == 0 ? address[i / 2] >> 16 : address[i / 2] & 0xffff;
  const ZeroRun zeros = longest_zeros(groups);
  for (std::size_t i = 0; i < groups.size();) {
    if (zeros.length > 0 && i == zeros.start) {
      out.append("::");
      i += zeros.length;
      continue;
    }
    if (i > 0 && i != zeros.start + zeros.length) out.append(':');
    append_hex(groups[i++], out);
  }
}

struct Ipv6Args {
  bool network = false;
};

void ipv6(Context& context, const Ipv6Args& args, Output& out) {
  Ipv6 address = draw_ipv6(context.random());
  if (!args.network) return append_ipv6(address, out);
  const auto prefix = static_cast<int>(context.random().range(0, 128));
  clear_host_bits(address, prefix);
  append_ipv6(address, out);
  out.append('/');
  out.append_integer(prefix);
}

struct MacArgs {
  bool multicast = false;
};

void mac_address(Context& context, const MacArgs& args, Output& out) {
  std::array<std::uint32_t, 6> octets;
  for (std::size_t i = 1; i < 6; ++i) octets[i] = context.random().below(256);
  // The first octet is drawn last. Python's range leaves its end out, so 254 and 255 never come.
  octets[0] = 2 * context.random().below(127) + (args.multicast ? 1 : 0);
  for (std::size_t i = 0; i < 6; ++i) {
    if (i > 0) out.append(':');
    out.append(kHexLower[octets[i] >> 4]);
    out.append(kHexLower[octets[i] & 15]);
  }
}

struct PortArgs {
  bool is_system = false;
  bool is_user = false;
  bool is_dynamic = false;
};

void port_number(Context& context, const PortArgs& args, Output& out) {
  Random& random = context.random();
  if (args.is_system) return out.integer(random.range(0, 1023));
  if (args.is_user) return out.integer(random.range(1024, 49151));
  if (args.is_dynamic) return out.integer(random.range(49152, 65535));
  out.integer(random.range(0, 65535));
}

constexpr GeneratorSpec generators[] = {
    generator<ipv4>("ipv4", "An IPv4 address or network.")
        .param<&AnyIpv4Args::network>("network", "Whether to return a network with its prefix instead of an address.")
        .param<&AnyIpv4Args::address_class>("address_class",
                                            "Class of the network: a, b or c; any other value for all of them.")
        .param<&AnyIpv4Args::is_private>("private", "true for private networks, false for public ones, null for both."),
    generator<ipv4_private>("ipv4_private", "A private IPv4 address or network.")
        .param<&Ipv4Args::network>("network", "Whether to return a network with its prefix instead of an address.")
        .param<&Ipv4Args::address_class>("address_class",
                                         "Class of the network: a, b or c; random for any other value."),
    generator<ipv4_public>("ipv4_public", "A public IPv4 address or network.")
        .param<&Ipv4Args::network>("network", "Whether to return a network with its prefix instead of an address.")
        .param<&Ipv4Args::address_class>("address_class",
                                         "Class of the network: a, b or c; random for any other value."),
    generator<ipv6>("ipv6", "An IPv6 address or network.")
        .param<&Ipv6Args::network>("network", "Whether to return a network with its prefix instead of an address."),
    generator<mac_address>("mac_address", "A MAC address.")
        .param<&MacArgs::multicast>("multicast", "Whether to return a multicast address."),
    generator<port_number>("port_number", "A network port.")
        .param<&PortArgs::is_system>("is_system", "Whether to return a system port, 0 to 1023.")
        .param<&PortArgs::is_user>("is_user", "Whether to return a user port, 1024 to 49151.")
        .param<&PortArgs::is_dynamic>("is_dynamic", "Whether to return a dynamic port, 49152 to 65535.")
        .returns(ResultType::integer),
};

}  // namespace

std::span<const GeneratorSpec> network_generators() { return generators; }

}  // namespace phoney::internet
