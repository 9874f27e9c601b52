// Finds the process that listens on a port, for the error message that the port is in use.

#pragma once

#include <sys/socket.h>

#include <string>

namespace phoney::http {

// "nginx (process 123)", or "" if that cannot be known: the process is another user's, or the system has no /proc.
// `address` is of IPv4 or IPv6.
std::string port_holder(const sockaddr_storage& address);

}  // namespace phoney::http
