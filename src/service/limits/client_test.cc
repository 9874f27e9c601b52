#include "service/limits/client.h"

#include <gtest/gtest.h>

#include <vector>

namespace phoney::service {
namespace {

TEST(Client, IsThePeerOrWhomATrustedProxyNames) {
  const std::vector<IpNetwork> trusted{*IpNetwork::parse("10.0.0.0/8"), *IpNetwork::parse("fd00::/8")};
  const struct {
    std::string_view peer;
    std::vector<Header> headers;
    std::string_view client;
    bool secure;
  } tests[] = {
      {"192.0.2.1", {}, "192.0.2.1", false},
      {"192.0.2.1", {{"X-Forwarded-For", "198.51.100.7"}, {"X-Forwarded-Proto", "https"}}, "192.0.2.1", false},
      {"10.0.0.1", {{"X-Forwarded-For", "198.51.100.7"}, {"X-Forwarded-Proto", "https"}}, "198.51.100.7", true},
      {"10.0.0.1", {{"X-Forwarded-For", "198.51.100.7"}, {"X-Forwarded-Proto", "http"}}, "198.51.100.7", false},
      {"10.0.0.1", {{"x-forwarded-for", "1.1.1.1, 198.51.100.7 ,\t10.0.0.2"}}, "198.51.100.7", false},
      {"10.0.0.1", {{"X-Forwarded-For", "1.1.1.1"}, {"X-Forwarded-For", "198.51.100.7"}}, "198.51.100.7", false},
      {"10.0.0.1", {{"X-Forwarded-For", "1.1.1.1"}, {"X-Forwarded-For", "10.0.0.2"}}, "1.1.1.1", false},
      {"fd00::1", {{"X-Forwarded-For", "2001:db8::1"}}, "2001:db8::1", false},
      {"10.0.0.1", {{"X-Forwarded-For", "198.51.100.7:4711, 10.0.0.2:80"}}, "198.51.100.7", false},
      {"10.0.0.1", {{"X-Forwarded-For", "[2001:db8::1]:4711"}}, "2001:db8::1", false},
      {"10.0.0.1", {{"X-Forwarded-For", "198.51.100.7, [2001:db8::1"}}, "2001:db8::1", false},
      {"10.0.0.1", {{"X-Forwarded-For", "198.51.100.7, []:1"}}, "10.0.0.1", false},
      {"10.0.0.1", {{"X-Forwarded-For", "10.0.0.3, 10.0.0.2"}}, "10.0.0.3", false},
      {"10.0.0.1", {{"X-Forwarded-For", "198.51.100.7, nonsense"}}, "10.0.0.1", false},
      {"10.0.0.1", {{"X-Forwarded-For", "198.51.100.7, "}}, "10.0.0.1", false},
      {"10.0.0.1", {{"X-Forwarded-For", ""}}, "10.0.0.1", false},
      {"10.0.0.1", {}, "10.0.0.1", false},
      {"", {{"X-Forwarded-For", "198.51.100.7"}}, "", false},
  };
  for (const auto& test : tests) {
    Request request;
    request.peer = test.peer;
    request.headers = test.headers;
    const Client client = client_of(request, trusted);
    EXPECT_EQ(client.text, test.client);
    EXPECT_EQ(client.address, IpAddress::parse(test.client).value_or(IpAddress{})) << test.client;
    EXPECT_EQ(client.secure, test.secure) << test.client;
    EXPECT_EQ(client_of(request, {}).text, test.peer);
  }
}

TEST(Client, AProxyMayHaveProvenToBeOne) {
  const Header through_two[] = {{"X-Forwarded-For", "198.51.100.7, 192.0.2.1"}};  // the peer is named once more
  const Request request{.headers = through_two, .peer = "192.0.2.1"};
  EXPECT_EQ(client_of(request, {}, true).text, "198.51.100.7");
  EXPECT_EQ(client_of(request, {}, false).text, "192.0.2.1");
}

TEST(Client, ADoorMayKnowThatARequestCameOverTls) {
  Request request;
  request.secure = true;
  EXPECT_TRUE(client_of(request, {}).secure);
}

}  // namespace
}  // namespace phoney::service
