#include "http/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "http/port_holder.h"

namespace phoney::http {
namespace {

struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;

  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
  in_port_t& port() {
    return storage.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&storage)->sin6_port
                                         : reinterpret_cast<sockaddr_in*>(&storage)->sin_port;
  }
};

// A socket that closes unless released.
class OwnedSocket {
 public:
  explicit OwnedSocket(int fd) : fd_(fd) {}
  ~OwnedSocket() {
    if (fd_ >= 0) ::close(fd_);
  }
  OwnedSocket(const OwnedSocket&) = delete;
  OwnedSocket& operator=(const OwnedSocket&) = delete;
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

Result<Address> parse_address(const std::string& host, std::uint16_t port) {
  Address address;
  auto* v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
  if (inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host.c_str(), &v4->sin_addr) == 1) {
    address.storage.ss_family = AF_INET;
    address.size = sizeof(sockaddr_in);
  } else if (inet_pton(AF_INET6, host.c_str(), &v6->sin6_addr) == 1) {
    address.storage.ss_family = AF_INET6;
    address.size = sizeof(sockaddr_in6);
  } else {
    return make_error(ErrorCode::invalid_argument,
                      "'" + host + "' is not a numeric address; use one such as 127.0.0.1, 0.0.0.0 or ::1", "host");
  }
  address.port() = htons(port);
  return address;
}

// What is wrong, and which of `host` and `port` it is about.
std::pair<std::string, std::string_view> explain(const Address& address, int number) {
  switch (number) {
    case EADDRINUSE: {
      const std::string holder = port_holder(address.storage);
      return {fmt::format("the port is taken by {}; choose another by --port, or --port 0 for any free one",
                          holder.empty() ? "another process" : holder),
              "port"};
    }
    case EACCES:
      return {"ports below 1024 need privileges; choose another by --port, such as 8000", "port"};
    case EADDRNOTAVAIL:
      return {
          "no interface of this machine has this address; choose by --host one that `ip address` shows, or 0.0.0.0 for "
          "all of them",
          "host"};
    case EAFNOSUPPORT:
      return {"this machine has no IPv6; choose an IPv4 address by --host, such as 127.0.0.1", "host"};
    default:
      return {std::generic_category().message(number), "host"};
  }
}

Error listen_error(const std::string& host, std::uint16_t port, const Address& address, int number) {
  const auto [reason, field] = explain(address, number);
  const std::string shown = host.find(':') != std::string::npos ? "[" + host + "]" : host;
  return make_error(ErrorCode::io_error, fmt::format("cannot listen on {}:{}: {}", shown, port, reason),
                    std::string(field));
}

bool enable(int fd, int option) {
  const int on = 1;
  return setsockopt(fd, SOL_SOCKET, option, &on, sizeof on) == 0;
}

int open_socket(Address& address) {
  return ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

// Two servers of one user could share a port by SO_REUSEPORT without noticing, each getting half of the requests.
// Binding once without it finds the other one.
int probe(Address& address) {
  const OwnedSocket fd(open_socket(address));
  const bool bound =
      fd.get() >= 0 && enable(fd.get(), SO_REUSEADDR) && bind(fd.get(), address.get(), address.size) == 0;
  return bound ? 0 : errno;
}

}  // namespace

Result<Listeners> open_listeners(const std::string& host, std::uint16_t port, unsigned count) {
  auto parsed = parse_address(host, port);
  if (!parsed) return parsed.error();
  Address& address = *parsed;
  if (port != 0) {
    if (const int number = probe(address); number != 0) return listen_error(host, port, address, number);
  }
  Listeners listeners;
  for (unsigned i = 0; i < count; ++i) {
    OwnedSocket fd(open_socket(address));
    const bool listening = fd.get() >= 0 && enable(fd.get(), SO_REUSEADDR) && enable(fd.get(), SO_REUSEPORT) &&
                           bind(fd.get(), address.get(), address.size) == 0 && ::listen(fd.get(), SOMAXCONN) == 0 &&
                           getsockname(fd.get(), address.get(), &address.size) == 0;
    if (!listening) {
      const int number = errno;
      for (const int open : listeners.sockets) ::close(open);
      return listen_error(host, port, address, number);
    }
    listeners.sockets.push_back(fd.release());
  }
  listeners.port = ntohs(address.port());
  return listeners;
}

}  // namespace phoney::http
