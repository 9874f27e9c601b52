// Colour in the output, if the user wants it.

#pragma once

#include <string>
#include <string_view>

#include "base/terminal_text.h"

namespace phoney::cli {

// Whether to colour what is written to the descriptor. NO_COLOR turns colour off (https://no-color.org). CLICOLOR_FORCE
// and FORCE_COLOR turn it on unless they are 0 or false, and CLICOLOR (https://bixense.com/clicolors) and FORCE_COLOR
// turn it off if they are. Otherwise, colour is on for a terminal, unless TERM is dumb.
bool has_colour(int descriptor);

// The text, coloured if `descriptor` has colour.
std::string painted(int descriptor, Paint paint, std::string_view text);

}  // namespace phoney::cli
