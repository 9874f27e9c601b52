#include "cli/placeholder_command.h"

#include <fmt/format.h>

#include "cli/shell_word.h"

namespace phoney::cli {

std::string parameter_word(const std::string& name, const Value& value) {
  const std::string json = value.to_json();
  const bool is_plain = value.is_text() && templates::parse_parameter(value.as_text()).to_json() == json;
  return name + '=' + (is_plain ? value.as_text() : json);
}

std::string written_parameter_word(std::string_view name, std::string_view value) {
  // JSON's quotes, since single quotes would end the shell's.
  const bool is_quoted = value.starts_with('\'');
  return shell_word(
      fmt::format("{}={}", name, is_quoted ? templates::parse_parameter(value).to_json() : std::string(value)));
}

std::string command_for(const templates::PlaceholderText& placeholder) {
  std::string line = "phoney fake " + placeholder.generator;
  for (const auto& [name, value, column] : placeholder.parameters)
    line.append(" ").append(shell_word(parameter_word(name, value)));
  return line;
}

}  // namespace phoney::cli
