#include "http/peers.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace phoney::http {
namespace {

using Refusal = Peers::Refusal;

ServerOptions options_with(std::size_t connections, std::size_t per_address, std::size_t bytes = 1000) {
  ServerOptions options;
  options.max_connections = connections;
  options.max_connections_per_address = per_address;
  options.max_held_bytes = bytes;
  return options;
}

TEST(Peers, APlaceCanBeReplaced) {
  const ServerOptions options = options_with(3, 0);
  Peers peers(options);
  Peers::Place place;
  EXPECT_EQ(peers.enter("192.0.2.1", place), Refusal::none);
  EXPECT_EQ(peers.enter("192.0.2.2", place), Refusal::none);
  EXPECT_EQ(peers.connections_of("192.0.2.1"), 0U);
  EXPECT_EQ(peers.connections_of("192.0.2.2"), 1U);
}

TEST(Peers, CountConnections) {
  const ServerOptions options = options_with(3, 0);
  Peers peers(options);
  std::vector<Peers::Place> places(4);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(peers.enter("192.0.2.1", places[i]), Refusal::none);
  EXPECT_EQ(peers.enter("192.0.2.2", places[3]), Refusal::full);
  EXPECT_EQ(peers.connections(), 3U);
  EXPECT_EQ(peers.enter("192.0.2.2", places[3], true), Refusal::none);
  EXPECT_EQ(peers.connections(), 4U);
  places.clear();
  EXPECT_EQ(peers.connections(), 0U);
}

TEST(Peers, EachAddressHasItsOwnLimit) {
  const ServerOptions options = options_with(100, 2);
  Peers peers(options);
  std::vector<Peers::Place> places;
  const auto enter = [&](std::string_view address, bool beyond = false) {
    return peers.enter(address, places.emplace_back(), beyond);
  };
  EXPECT_EQ(enter("192.0.2.1"), Refusal::none);
  EXPECT_EQ(enter("192.0.2.1"), Refusal::none);
  EXPECT_EQ(enter("192.0.2.1"), Refusal::address_full);
  EXPECT_EQ(enter("192.0.2.1", true), Refusal::address_full);
  EXPECT_EQ(enter("192.0.2.2"), Refusal::none);
  // One /48 is one client.
  EXPECT_EQ(enter("2001:db8::1"), Refusal::none);
  EXPECT_EQ(enter("2001:db8:0:2::1"), Refusal::none);
  EXPECT_EQ(enter("2001:db8:0:3::1"), Refusal::address_full);
  EXPECT_EQ(enter("2001:db8:1::1"), Refusal::none);
  places.clear();
  EXPECT_EQ(enter("192.0.2.1"), Refusal::none);
}

TEST(Peers, TrustedProxiesSpeakForMany) {
  ServerOptions options = options_with(100, 2);
  options.trusted_proxies = {*service::IpNetwork::parse("10.0.0.0/8")};
  Peers peers(options);
  std::vector<Peers::Place> places(5);
  for (Peers::Place& place : places) EXPECT_EQ(peers.enter("10.1.2.3", place), Refusal::none);
  EXPECT_TRUE(places[0].hold(1000)) << "all of the memory, too";
}

TEST(Peers, RequestsAndResponsesLeaveBytesForOneAnother) {
  for (const bool are_requests : {true, false}) {
    const auto hold = [](Peers::Place& place, std::size_t bytes, bool is_request) {
      return is_request ? place.hold(0, bytes) : place.hold(bytes);
    };
    const ServerOptions options = options_with(1000, 0, 700);
    Peers peers(options);
    std::vector<Peers::Place> places(500);
    for (std::size_t i = 0; i < places.size(); ++i) {
      peers.enter("10.0." + std::to_string(i / 200) + "." + std::to_string(i % 200), places[i]);
      for (std::size_t bytes = 20; bytes > 0 && !hold(places[i], bytes, are_requests); --bytes) continue;
    }
    EXPECT_GT(peers.held_bytes(), 690U);
    EXPECT_LE(peers.held_bytes(), 700U);
    Peers::Place last;
    peers.enter("192.0.2.1", last);
    EXPECT_FALSE(hold(last, 10, are_requests));
    EXPECT_TRUE(hold(last, 50, !are_requests)) << "half of the 100 that only these may use";
    EXPECT_FALSE(hold(last, 56, !are_requests));
    last = Peers::Place();
    places.clear();
    EXPECT_EQ(peers.held_bytes(), 0U);
    Peers::Place alone;
    peers.enter("192.0.2.1", alone);
    EXPECT_FALSE(hold(alone, 351, are_requests));
    EXPECT_TRUE(hold(alone, 350, are_requests));
    EXPECT_FALSE(alone.hold(400, 200)) << "nothing changes";
    EXPECT_EQ(peers.held_bytes(), 350U);
    EXPECT_TRUE(alone.hold(150, 200)) << "one shrinks and the other grows";
    EXPECT_EQ(peers.held_bytes(), 350U);
  }
}

TEST(Peers, ThreeAddressesWithLargeResponsesLeaveBytesForAll) {
  const ServerOptions options = options_with(1000, 0, 700);
  Peers peers(options);
  std::vector<Peers::Place> greedy(3);
  for (std::size_t i = 0; i < greedy.size(); ++i) {
    peers.enter("192.0.2." + std::to_string(i), greedy[i]);
    for (std::size_t bytes = 700; bytes > 0 && !greedy[i].hold(bytes); --bytes) continue;
  }
  for (const bool is_request : {true, false}) {
    Peers::Place other;
    peers.enter("198.51.100.1", other);
    EXPECT_TRUE(is_request ? other.hold(0, 40) : other.hold(40));
  }
}

TEST(Peers, HoldBytes) {
  const ServerOptions options = options_with(100, 0, 1000);
  Peers peers(options);
  Peers::Place one;
  Peers::Place two;
  Peers::Place other;
  Peers::Place last;
  peers.enter("192.0.2.1", one);
  peers.enter("192.0.2.1", two);
  peers.enter("192.0.2.2", other);
  peers.enter("192.0.2.3", last);
  EXPECT_TRUE(one.hold(300));
  EXPECT_TRUE(one.hold(400));
  EXPECT_FALSE(two.hold(101)) << "one address alone has half of it";
  EXPECT_TRUE(two.hold(100));
  EXPECT_FALSE(other.hold(251)) << "as much as is free then";
  EXPECT_TRUE(other.hold(250));
  EXPECT_TRUE(last.hold(125)) << "there is something left for the next";
  EXPECT_FALSE(last.hold(126));
  EXPECT_TRUE(one.hold(100));
  EXPECT_TRUE(last.hold(275));
  EXPECT_FALSE(last.hold(276));
  EXPECT_EQ(peers.held_bytes(), 100U + 100U + 250U + 275U);
  other = Peers::Place();
  EXPECT_TRUE(last.hold(400));
  EXPECT_FALSE(last.hold(401));
}

TEST(Peers, KnowWhoHasHowMany) {
  ServerOptions options = options_with(100, 0);
  options.trusted_proxies = {*service::IpNetwork::parse("10.0.0.0/8")};
  Peers peers(options);
  std::vector<Peers::Place> places(5);
  peers.enter("192.0.2.1", places[0]);
  peers.enter("192.0.2.1", places[1]);
  peers.enter("2001:db8::1", places[2]);
  peers.enter("10.1.2.3", places[3]);
  EXPECT_EQ(places[1].connections_of_address(), 2U);
  EXPECT_EQ(peers.connections_of("192.0.2.1"), 2U);
  EXPECT_EQ(peers.connections_of("2001:db8:0:1::2"), 1U);
  EXPECT_EQ(peers.connections_of("192.0.2.2"), 0U);
  EXPECT_EQ(places[3].connections_of_address(), 0U) << "a proxy's clients are not known";
  EXPECT_EQ(peers.connections_of("10.1.2.3"), 0U);
  EXPECT_EQ(places[4].connections_of_address(), 0U);
}

TEST(Peers, APlaceOfNoPeersHoldsAnything) {
  Peers::Place place;
  EXPECT_TRUE(place.hold(SIZE_MAX));
}

}  // namespace
}  // namespace phoney::http
