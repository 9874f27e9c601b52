// How many files and sockets this process may have open.

#pragma once

#include <cstddef>

namespace phoney::http {

// Takes as many as the system lets it without being asked for more, and returns how many of those connections can have:
// some are left for everything else.
std::size_t claim_descriptors();

}  // namespace phoney::http
