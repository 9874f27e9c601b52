#include "http/listener.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace phoney::http {
namespace {

void close_all(const Listeners& listeners) {
  for (const std::vector<int>& group : listeners.sockets) {
    for (const int fd : group) close(fd);
  }
}

TEST(Listener, SharesOneFreePort) {
  const auto listeners = open_listeners("127.0.0.1", 0, 3);
  ASSERT_TRUE(listeners.has_value());
  EXPECT_EQ(listeners->sockets.size(), 3U);
  EXPECT_NE(listeners->port, 0);
  close_all(*listeners);
}

// 127.0.0.1 and ::1 of one port, for each of the groups; where there is no IPv6, 127.0.0.1 alone.
TEST(Listener, LocalhostIsBothFamilies) {
  const auto listeners = open_listeners("localhost", 0, 2);
  ASSERT_TRUE(listeners.has_value());
  const auto v6 = open_listeners("::1", 0, 1);
  ASSERT_EQ(listeners->sockets.size(), 2U);
  for (const std::vector<int>& group : listeners->sockets) {
    std::vector<int> families;
    for (const int fd : group) {
      sockaddr_in6 address{};
      socklen_t size = sizeof address;
      ASSERT_EQ(getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size), 0);
      families.push_back(address.sin6_family);
      EXPECT_EQ(ntohs(address.sin6_port), listeners->port);  // it stands at the same place in both families
    }
    EXPECT_EQ(families, v6 ? (std::vector<int>{AF_INET, AF_INET6}) : std::vector<int>{AF_INET});
  }
  close_all(*listeners);
  if (v6) close_all(*v6);
}

TEST(Listener, LocalhostTakesAPortOfBothFamiliesOrNone) {
  const auto first = open_listeners("::1", 0, 1);
  if (!first) GTEST_SKIP() << first.error().message;  // no IPv6
  const auto second = open_listeners("localhost", first->port, 1);
  ASSERT_TRUE(second.has_error());
  EXPECT_EQ(second.error().message, "cannot listen on localhost:" + std::to_string(first->port) +
                                        ": the port is in use by phoney_unit_tes (process " + std::to_string(getpid()) +
                                        "); choose another with --port, or any free port with --port 0");
  const auto third = open_listeners("127.0.0.1", first->port, 1);  // nothing of the second stayed open
  EXPECT_TRUE(third.has_value());
  if (third) close_all(*third);
  close_all(*first);
}

TEST(Listener, SaysThatThePortIsTaken) {
  const auto first = open_listeners("127.0.0.1", 0, 1);
  ASSERT_TRUE(first.has_value());
  const auto second = open_listeners("localhost", first->port, 1);
  ASSERT_TRUE(second.has_error());
  EXPECT_EQ(second.error().message, "cannot listen on localhost:" + std::to_string(first->port) +
                                        ": the port is in use by phoney_unit_tes (process " + std::to_string(getpid()) +
                                        "); choose another with --port, or any free port with --port 0");
  close_all(*first);
}

TEST(Listener, FindsTheHolderOfAPortOnAllAddresses) {
  for (const auto& [held, asked] : {std::pair("0.0.0.0", "127.0.0.1"), {"127.0.0.1", "0.0.0.0"}, {"::1", "::1"}}) {
    const auto first = open_listeners(held, 0, 1);
    if (!first) GTEST_SKIP() << first.error().message;  // no IPv6
    const auto second = open_listeners(asked, first->port, 1);
    ASSERT_TRUE(second.has_error());
    EXPECT_NE(second.error().message.find("phoney_unit_tes (process " + std::to_string(getpid()) + ")"),
              std::string::npos)
        << second.error().message;
    close_all(*first);
  }
}

TEST(Listener, SaysThatAnAddressIsNotThisMachines) {
  const auto listeners = open_listeners("192.0.2.1", 8000, 1);
  ASSERT_TRUE(listeners.has_error());
  EXPECT_EQ(listeners.error().message,
            "cannot listen on 192.0.2.1:8000: no interface of this machine has this address; set --host to one that "
            "`ip address` shows, or to 0.0.0.0 for all of them");
  EXPECT_EQ(listeners.error().field, "host");
}

TEST(Listener, WantsNumericAddresses) {
  const auto listeners = open_listeners("example.com", 0, 1);
  ASSERT_TRUE(listeners.has_error());
  EXPECT_EQ(listeners.error().message,
            "'example.com' is not a numeric address; use one such as 127.0.0.1, 0.0.0.0 or ::1");
}

}  // namespace
}  // namespace phoney::http
