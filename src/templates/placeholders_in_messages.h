// Hints in messages show placeholders: {{bothify:text='?-####'}}. Where people write no templates, they are shown as
// what people write there.

#pragma once

#include <string>
#include <string_view>

#include "templates/lexer.h"

namespace phoney::templates {

// The message with what `write` makes of each placeholder. A message with a list or `unique` stays as it is, because
// it says what a template can do.
std::string replace_placeholders(std::string_view message, std::string (*write)(const PlaceholderText& placeholder));

}  // namespace phoney::templates
