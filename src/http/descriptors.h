// The number of files and sockets that this process may open.

#pragma once

#include <cstddef>

namespace phoney::http {

// Raises the soft limit to the hard limit, and returns how many descriptors the connections of that many event loops
// may use; the rest is reserved for everything else.
std::size_t claim_descriptors(unsigned threads);

}  // namespace phoney::http
