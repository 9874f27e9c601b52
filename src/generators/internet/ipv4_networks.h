// The networks that Faker draws IPv4 addresses from, computed at compile time as Faker does at its first call.
//
// Faker takes a class (or everything), cuts the reserved networks out, and draws one of the remaining pieces by its
// size. The pieces' order decides which address a random number selects, and comes from Python's
// IPv4Network.address_exclude.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace phoney::internet {

struct Network {
  std::uint32_t address = 0;
  int prefix = 0;

  // Of 2^32 at most.
  constexpr std::uint64_t size() const { return std::uint64_t{1} << (32 - prefix); }
  constexpr bool contains(Network other) const {
    return prefix <= other.prefix && ((other.address ^ address) & mask()) == 0;
  }
  constexpr std::uint32_t mask() const { return prefix == 0 ? 0u : ~std::uint32_t{0} << (32 - prefix); }
  constexpr Network lower_half() const { return {address, prefix + 1}; }
  constexpr Network upper_half() const { return {address | std::uint32_t{1} << (31 - prefix), prefix + 1}; }
  constexpr bool operator==(const Network&) const = default;
};

constexpr Network network(std::uint32_t a, std::uint32_t b, std::uint32_t c, int prefix) {
  return {a << 24 | b << 16 | c << 8, prefix};
}

// A list with room for the pieces of the whole address space.
struct Networks {
  std::array<Network, 192> items{};
  std::size_t count = 0;
  std::array<std::uint64_t, 192> ends{};  // addresses in the pieces up to and with each

  constexpr void add(Network item) {
    items[count] = item;
    ends[count] = (count > 0 ? ends[count - 1] : 0) + item.size();
    ++count;
  }
  constexpr std::span<const Network> view() const { return {items.data(), count}; }
};

inline constexpr std::array<Network, 3> kClasses = {network(0, 0, 0, 1), network(128, 0, 0, 2), network(192, 0, 0, 3)};
// That of class a, b and c.
inline constexpr std::array<Network, 3> kPrivate = {network(10, 0, 0, 8), network(172, 16, 0, 12),
                                                    network(192, 168, 0, 16)};

// IANA's special-purpose networks, shortest prefix first, otherwise in Faker's order.
inline constexpr auto kReserved = std::to_array<Network>({
    network(224, 0, 0, 4),
    network(240, 0, 0, 4),
    network(0, 0, 0, 8),
    network(127, 0, 0, 8),
    network(100, 64, 0, 10),
    network(198, 18, 0, 15),
    network(169, 254, 0, 16),
    network(192, 0, 0, 24),
    network(192, 0, 2, 24),
    network(192, 31, 196, 24),
    network(192, 52, 193, 24),
    network(192, 88, 99, 24),
    network(192, 175, 48, 24),
    network(198, 51, 100, 24),
    network(203, 0, 113, 24),
    {0xffffffff, 32},
});

// The reserved and the private ones; as above, with the private ones first among equal prefixes.
inline constexpr auto kReservedAndPrivate = std::to_array<Network>({
    network(224, 0, 0, 4),     network(240, 0, 0, 4),     network(10, 0, 0, 8),     network(0, 0, 0, 8),
    network(127, 0, 0, 8),     network(100, 64, 0, 10),   network(172, 16, 0, 12),  network(198, 18, 0, 15),
    network(192, 168, 0, 16),  network(169, 254, 0, 16),  network(192, 0, 0, 24),   network(192, 0, 2, 24),
    network(192, 31, 196, 24), network(192, 52, 193, 24), network(192, 88, 99, 24), network(192, 175, 48, 24),
    network(198, 51, 100, 24), network(203, 0, 113, 24),  {0xffffffff, 32},
});

// Adds what is left of `whole` without `hole`: the sibling of each of the halves on the way down to the hole.
constexpr void add_without(Network whole, Network hole, Networks& result) {
  if (hole.contains(whole)) return;
  if (!whole.contains(hole)) return result.add(whole);
  while (whole != hole) {
    const bool lower = whole.lower_half().contains(hole);
    result.add(lower ? whole.upper_half() : whole.lower_half());
    whole = lower ? whole.lower_half() : whole.upper_half();
  }
}

constexpr Networks without(Network whole, std::span<const Network> holes) {
  Networks pieces;
  pieces.add(whole);
  for (const Network hole : holes) {
    Networks smaller;
    for (const Network piece : pieces.view()) add_without(piece, hole, smaller);
    pieces = smaller;
  }
  return pieces;
}

inline constexpr Networks kAll = without({0, 0}, kReserved);
inline constexpr std::array<Networks, 3> kOfClass = {without(kClasses[0], kReserved), without(kClasses[1], kReserved),
                                                     without(kClasses[2], kReserved)};
inline constexpr std::array<Networks, 3> kPublic = {without(kClasses[0], kReservedAndPrivate),
                                                    without(kClasses[1], kReservedAndPrivate),
                                                    without(kClasses[2], kReservedAndPrivate)};

}  // namespace phoney::internet
