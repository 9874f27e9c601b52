// Random bytes from the operating system, for values that must be unpredictable.

#pragma once

#include <cstddef>
#include <span>

namespace phoney {

// Fills up to 256 bytes. Calls the kernel each time, so there is no state that copies of a process could share and no
// start-up cost. Ends the process if the kernel fails, because continuing with known bytes would only look safe.
void fill_with_entropy(std::span<std::byte> bytes);

}  // namespace phoney
