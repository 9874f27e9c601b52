// Spells texts as words of a shell, for commands that messages show.

#pragma once

#include <string>
#include <string_view>

namespace phoney::cli {

// The text in single quotes.
std::string in_shell_quotes(std::string_view text);

// The text as it is if a shell takes it so, otherwise in quotes. Of NAME=VALUE, only the value gets quotes.
std::string shell_word(std::string_view text);

}  // namespace phoney::cli
