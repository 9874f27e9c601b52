// Listening sockets. Numeric addresses only: name resolution would tie a static binary to the machine's C library.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace phoney::http {

struct Listeners {
  std::vector<int> sockets;  // owned by the caller
  std::uint16_t port = 0;    // the bound one
};

// Opens `count` sockets that listen on the same address, among which the kernel spreads connections (SO_REUSEPORT).
// Errors: a host that is no address, a port that another process listens on, and what else the kernel refuses.
Result<Listeners> open_listeners(const std::string& host, std::uint16_t port, unsigned count);

}  // namespace phoney::http
