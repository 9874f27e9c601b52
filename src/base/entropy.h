// Random bytes from the operating system, for what nobody may foresee.

#pragma once

#include <cstddef>
#include <span>

namespace phoney {

// Up to 256 bytes. Asks the kernel each time: there is no state that copies of a process could share, and nothing to
// start up, which a cold start would pay for. Ends the process if the kernel has none, because whatever went on with
// known bytes would only look safe.
void fill_with_entropy(std::span<std::byte> bytes);

}  // namespace phoney
