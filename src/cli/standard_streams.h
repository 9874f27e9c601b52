// Descriptors 0 to 2, which may be closed or full when the program starts.

#pragma once

#include <string_view>

namespace phoney::cli {

// Opens a placeholder for each closed descriptor, so that no file or socket gets its number and receives output that is
// meant for the terminal. Reading and writing it still fails. Call this before opening anything.
void occupy_standard_streams() noexcept;

// Writes to standard error. Ignores errors, so that a full or closed standard error does not change what the program
// does or its exit code.
void say(std::string_view text) noexcept;

}  // namespace phoney::cli
