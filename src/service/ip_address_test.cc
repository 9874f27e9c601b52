#include "service/ip_address.h"

#include <gtest/gtest.h>

namespace phoney::service {
namespace {

TEST(IpAddress, Parses) {
  const struct {
    std::string_view text;
    bool good, ipv4;
  } tests[] = {
      {"127.0.0.1", true, true},    {"255.255.255.255", true, true}, {"::1", true, false},
      {"2001:db8::1", true, false}, {"::ffff:10.0.0.1", true, true}, {"fe80::1%eth0", true, false},
      {"", false, false},           {"256.0.0.1", false, false},     {"1.2.3", false, false},
      {"localhost", false, false},  {"1.2.3.4:80", false, false},    {"[::1]", false, false},
      {"::1::", false, false},      {"1.2.3.4 ", false, false},      {std::string_view("1.2.3.4\0", 8), false, false},
  };
  EXPECT_FALSE(IpAddress::parse(std::string_view()));
  for (const auto& test : tests) {
    const auto address = IpAddress::parse(test.text);
    EXPECT_EQ(address.has_value(), test.good) << test.text;
    if (address) {
      EXPECT_EQ(address->is_ipv4(), test.ipv4) << test.text;
    }
  }
  EXPECT_EQ(IpAddress::parse("10.0.0.1"), IpAddress::parse("::ffff:a00:1"));
}

TEST(IpNetwork, Contains) {
  const struct {
    std::string_view network, address;
    bool want;
  } tests[] = {
      {"10.0.0.0/8", "10.255.255.255", true},
      {"10.0.0.0/8", "11.0.0.0", false},
      {"10.0.0.0/8", "::ffff:10.1.2.3", true},
      {"10.128.0.0/9", "10.128.0.1", true},
      {"10.128.0.0/9", "10.127.0.1", false},
      {"10.0.0.1", "10.0.0.1", true},
      {"10.0.0.1", "10.0.0.2", false},
      {"0.0.0.0/0", "1.2.3.4", true},
      {"0.0.0.0/0", "::1", false},
      {"::/0", "::1", true},
      {"2001:db8::/33", "2001:db8:7fff::1", true},
      {"2001:db8::/33", "2001:db8:8000::1", false},
  };
  for (const auto& test : tests) {
    const auto network = IpNetwork::parse(test.network);
    ASSERT_TRUE(network) << test.network;
    EXPECT_EQ(network->contains(*IpAddress::parse(test.address)), test.want) << test.network << ' ' << test.address;
  }
}

TEST(IpNetwork, Refuses) {
  for (const std::string_view text : {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.1/8",
                                      "::/129", "2001:db8::1/32", "fe80::1%eth0", "*"}) {
    EXPECT_FALSE(IpNetwork::parse(text)) << text;
  }
}

}  // namespace
}  // namespace phoney::service
