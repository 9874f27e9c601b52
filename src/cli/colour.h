// Colour in the output, if the user wants it.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace phoney::cli {

enum class Paint : std::uint8_t { heading, name, faint, good, warning, error };

// Whether to colour what is written to the descriptor. NO_COLOR turns colour off (https://no-color.org). CLICOLOR_FORCE
// and FORCE_COLOR turn it on unless they are 0, and CLICOLOR=0 turns it off (https://bixense.com/clicolors). Otherwise,
// colour is on for a terminal, unless TERM is dumb.
bool has_colour(int descriptor);

// The text, coloured if `descriptor` has colour.
std::string painted(int descriptor, Paint paint, std::string_view text);

}  // namespace phoney::cli
