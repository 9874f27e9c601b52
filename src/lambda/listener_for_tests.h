// A TCP server on loopback for tests, with bounded waits.

#pragma once

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace phoney::lambda {

// One connection at a time, which a test reads and writes.
class Listener {
 public:
  Listener() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(listener_, 4), 0);
    limit(listener_);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    address_ = fmt::format("127.0.0.1:{}", ntohs(address.sin_port));
  }
  ~Listener() {
    hang_up();
    ::close(listener_);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  const std::string& address() const { return address_; }
  bool is_connected() const { return connection_ >= 0; }
  // Replaces the connection by the next one.
  void accept() {
    hang_up();
    connection_ = ::accept(listener_, nullptr, nullptr);
    limit(connection_);
  }
  void hang_up() {
    if (connection_ >= 0) ::close(std::exchange(connection_, -1));
  }
  void send(std::string_view text) const {
    EXPECT_EQ(::send(connection_, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
  }
  // Appends what is received until `is_whole` says so, or the connection ends.
  template <class IsWhole>
  void read(std::string& text, IsWhole is_whole) const {
    char byte = 0;
    while (!is_whole() && ::recv(connection_, &byte, 1, 0) == 1) text += byte;
  }
  // The bytes received up to `end` or the end of the connection.
  std::string read_until(std::string_view end) const {
    std::string text;
    read(text, [&] { return text.ends_with(end); });
    return text;
  }

 private:
  static void limit(int socket) {
    constexpr timeval kPatience{.tv_sec = 60, .tv_usec = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  }

  int listener_;
  int connection_ = -1;
  std::string address_;
};

}  // namespace phoney::lambda
