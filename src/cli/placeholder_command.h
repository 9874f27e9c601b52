// Placeholders as command lines: {{bothify:text='?-####'}} is phoney fake bothify text='?-####'.

#pragma once

#include <string>
#include <string_view>

#include "base/value.h"
#include "templates/lexer.h"

namespace phoney::cli {

// A parameter as a word of the command line, before the shell's quotes.
std::string parameter_word(const std::string& name, const Value& value);

// NAME=VALUE of a placeholder, whose value may be in quotes, as a word with the shell's quotes.
std::string written_parameter_word(std::string_view name, std::string_view value);

std::string command_for(const templates::PlaceholderText& placeholder);

}  // namespace phoney::cli
