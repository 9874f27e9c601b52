#include "service/limits/networks.h"

#include <gtest/gtest.h>

#include <string>

namespace phoney::service {
namespace {

IpAddress address(std::string_view text) { return *IpAddress::parse(text); }

TEST(Networks, OfAddresses) {
  const struct {
    std::string_view client, network;
  } tests[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"},
      {"::1", "::"},
      {"::ffff:192.0.2.1", "192.0.2.1"},
  };
  for (const auto& test : tests) EXPECT_EQ(network_of(address(test.client)), address(test.network)) << test.client;
  EXPECT_EQ(site_of(address("2001:db8:1:2:3:4:5:6")), address("2001:db8:1::"));
}

TEST(RecentNetworks, AreThoseNotedLast) {
  RecentNetworks recent;
  const auto client = [](std::size_t i) { return address("192.0.2." + std::to_string(i)); };
  for (std::size_t i = 0; i < RecentNetworks::kCapacity; ++i) recent.note(client(i));
  recent.note(client(0));
  recent.note(client(100));
  EXPECT_TRUE(recent.contains(client(0))) << "noted again";
  EXPECT_FALSE(recent.contains(client(1))) << "noted longest ago";
  EXPECT_TRUE(recent.contains(client(2)));
  EXPECT_TRUE(recent.contains(client(100)));
  EXPECT_FALSE(recent.contains(client(101)));
}

TEST(RecentNetworks, KnowEveryAddressOfANetwork) {
  RecentNetworks recent;
  recent.note(address("2001:db8::1"));
  EXPECT_TRUE(recent.contains(address("2001:db8::2")));
  EXPECT_FALSE(recent.contains(address("2001:db8:0:1::1")));
}

}  // namespace
}  // namespace phoney::service
