#include "http/listener.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace phoney::http {
namespace {

void close_all(const Listeners& listeners) {
  for (const int fd : listeners.sockets) close(fd);
}

TEST(Listener, SharesOneFreePort) {
  const auto listeners = open_listeners("127.0.0.1", 0, 3);
  ASSERT_TRUE(listeners.has_value());
  EXPECT_EQ(listeners->sockets.size(), 3U);
  EXPECT_NE(listeners->port, 0);
  close_all(*listeners);
}

TEST(Listener, SaysThatThePortIsTaken) {
  const auto first = open_listeners("127.0.0.1", 0, 1);
  ASSERT_TRUE(first.has_value());
  const auto second = open_listeners("localhost", first->port, 1);
  ASSERT_TRUE(second.has_error());
  EXPECT_EQ(second.error().message, "cannot listen on localhost:" + std::to_string(first->port) +
                                        ": the port is taken by phoney_unit_tes (process " + std::to_string(getpid()) +
                                        "); choose another by --port, or --port 0 for any free one");
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
  EXPECT_EQ(
      listeners.error().message,
      "cannot listen on 192.0.2.1:8000: no interface of this machine has this address; choose by --host one that `ip "
      "address` shows, or 0.0.0.0 for all of them");
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
