// Colour on a terminal, as its user wants it.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace phoney::cli {

enum class Paint : std::uint8_t { heading, name, faint, good, warning, error };

// Whether what is written to the descriptor is coloured. NO_COLOR forbids it (https://no-color.org), CLICOLOR_FORCE and
// FORCE_COLOR demand it (https://bixense.com/clicolors), unless they are 0; CLICOLOR=0 forbids it too. Otherwise a
// terminal gets it that TERM does not call dumb.
bool has_colour(int descriptor);

// The text in a colour if `descriptor` has it, else as it is.
std::string painted(int descriptor, Paint paint, std::string_view text);

}  // namespace phoney::cli
