// Descriptors 0 to 2, which whoever starts the program may have closed, or have tied to something that is full.

#pragma once

#include <string_view>

namespace phoney::cli {

// Puts something that can be neither read nor written to where a descriptor is closed, so that no file and no socket
// gets its number, and with it what is meant for a terminal. To be called before anything is opened.
void occupy_standard_streams() noexcept;

// Writes to standard error. A message that nobody takes is dropped: what the program does, and how it ends, does not
// depend on that.
void say(std::string_view text) noexcept;

}  // namespace phoney::cli
