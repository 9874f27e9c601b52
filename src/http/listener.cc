#include "http/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
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

std::optional<Address> parse_address(const std::string& text) {
  Address address;
  auto* v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
  if (inet_pton(AF_INET, text.c_str(), &v4->sin_addr) == 1) {
    address.storage.ss_family = AF_INET;
    address.size = sizeof(sockaddr_in);
  } else if (inet_pton(AF_INET6, text.c_str(), &v6->sin6_addr) == 1) {
    address.storage.ss_family = AF_INET6;
    address.size = sizeof(sockaddr_in6);
  } else {
    return std::nullopt;
  }
  return address;
}

Result<std::vector<Address>> addresses_of(const std::string& host) {
  if (host == "localhost") return std::vector{*parse_address("127.0.0.1"), *parse_address("::1")};
  const auto address = parse_address(host);
  if (address) return std::vector{*address};
  return make_error(ErrorCode::invalid_argument,
                    "'" + host + "' is not a numeric address; use one such as 127.0.0.1, 0.0.0.0 or ::1", "host");
}

// Explains the error, and whether `host` or `port` causes it.
std::pair<std::string, std::string_view> explain(const Address& address, int number) {
  switch (number) {
    case EADDRINUSE: {
      const std::string holder = port_holder(address.storage);
      return {fmt::format("the port is in use by {}; choose another with --port, or any free port with --port 0",
                          holder.empty() ? "another process" : holder),
              "port"};
    }
    case EACCES:
      return {"ports below 1024 need privileges; choose another with --port, such as 8000", "port"};
    case EADDRNOTAVAIL:
      return {
          "no interface of this machine has this address; set --host to one that `ip address` shows, or to 0.0.0.0 for "
          "all of them",
          "host"};
    case EAFNOSUPPORT:
      return {"this machine has no IPv6; set --host to an IPv4 address, such as 127.0.0.1", "host"};
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

// With SO_REUSEPORT, two servers of the same user could share a port unnoticed, and each would get half of the
// requests. Binding once without it detects the other server.
int probe(Address& address) {
  const OwnedSocket fd(open_socket(address));
  const bool bound =
      fd.get() >= 0 && enable(fd.get(), SO_REUSEADDR) && bind(fd.get(), address.get(), address.size) == 0;
  return bound ? 0 : errno;
}

// Opens a socket for each group, on the port that is asked for, or that the first has got. Returns 0, or the number of
// the system's error.
int listen_on(Address& address, std::vector<std::vector<int>>& groups) {
  if (address.port() != 0) {
    if (const int number = probe(address); number != 0) return number;
  }
  for (std::vector<int>& group : groups) {
    OwnedSocket fd(open_socket(address));
    const bool listening = fd.get() >= 0 && enable(fd.get(), SO_REUSEADDR) && enable(fd.get(), SO_REUSEPORT) &&
                           bind(fd.get(), address.get(), address.size) == 0 && ::listen(fd.get(), SOMAXCONN) == 0 &&
                           getsockname(fd.get(), address.get(), &address.size) == 0;
    if (!listening) return errno;
    group.push_back(fd.release());
  }
  return 0;
}

void close_all(Listeners& listeners) {
  for (std::vector<int>& group : listeners.sockets) {
    for (const int fd : group) ::close(fd);
    group.clear();
  }
}

// Whether the machine lacks the address's family, as where IPv6 is turned off.
bool is_without_family(int number) { return number == EAFNOSUPPORT || number == EADDRNOTAVAIL; }

struct Attempt {
  Listeners listeners;
  Address failed;
  int number = 0;  // the system's error; 0: it listens
};

Attempt listen_on_all(std::vector<Address> addresses, std::uint16_t port, unsigned count) {
  Attempt attempt;
  attempt.listeners = {.sockets = std::vector<std::vector<int>>(count), .port = port};
  int missing = 0;
  for (Address& address : addresses) {
    address.port() = htons(attempt.listeners.port);
    const int number = listen_on(address, attempt.listeners.sockets);
    if (number == 0) {
      attempt.listeners.port = ntohs(address.port());
      continue;
    }
    attempt.failed = address;
    if (is_without_family(number) && ++missing < static_cast<int>(addresses.size())) continue;
    attempt.number = number;
    close_all(attempt.listeners);
    return attempt;
  }
  return attempt;
}

}  // namespace

Result<Listeners> open_listeners(const std::string& host, std::uint16_t port, unsigned count) {
  const auto addresses = addresses_of(host);
  if (!addresses) return addresses.error();
  // A port that is free on one address may be taken on another.
  constexpr int kAttempts = 32;
  for (int i = 1;; ++i) {
    Attempt attempt = listen_on_all(*addresses, port, count);
    if (attempt.number == 0) return std::move(attempt.listeners);
    const bool may_try_another = port == 0 && attempt.number == EADDRINUSE && i < kAttempts;
    if (!may_try_another) return listen_error(host, port, attempt.failed, attempt.number);
  }
}

}  // namespace phoney::http
