// Listening sockets. Addresses must be numeric, because name resolution would tie a static binary to the machine's C
// library.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace phoney::http {

struct Listeners {
  std::vector<std::vector<int>> sockets;  // for each of `count`, a socket per address; owned by the caller
  std::uint16_t port = 0;                 // the bound one, the same on all addresses
};

// Opens `count` sockets that listen on the same address, among which the kernel spreads connections (SO_REUSEPORT).
// "localhost" is 127.0.0.1 and ::1, because some clients try only one of them; a family that this machine does not have
// is left out. Errors: a host that is no address, a port that another process listens on, and what else the kernel
// refuses.
Result<Listeners> open_listeners(const std::string& host, std::uint16_t port, unsigned count);

}  // namespace phoney::http
