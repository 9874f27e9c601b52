// Spells texts of a placeholder's parameter with the quotes that they need: [New York, b] as ['New York', b].

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace phoney::templates {

// A string in single quotes.
std::string in_single_quotes(std::string_view text);

// The list or object at the beginning of `text`, in which texts with spaces are in quotes. Nothing if it is not closed,
// or is very long.
std::optional<std::string> with_quotes(std::string_view text);

}  // namespace phoney::templates
