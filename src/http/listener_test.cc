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
                                        ": the port is taken by another process; choose another port");
  close_all(*first);
}

TEST(Listener, WantsNumericAddresses) {
  const auto listeners = open_listeners("example.com", 0, 1);
  ASSERT_TRUE(listeners.has_error());
  EXPECT_EQ(listeners.error().message,
            "'example.com' is not a numeric address; use one such as 127.0.0.1, 0.0.0.0 or ::1");
}

}  // namespace
}  // namespace phoney::http
