#include "templates/placeholders_in_messages.h"

#include <algorithm>
#include <variant>

namespace phoney::templates {
namespace {

bool is_of_templates(const PlaceholderText& placeholder) {
  return placeholder.is_list || std::ranges::find(placeholder.parameters, "unique",
                                                  &PlaceholderText::Parameter::name) != placeholder.parameters.end();
}

}  // namespace

std::string replace_placeholders(std::string_view message, std::string (*write)(const PlaceholderText& placeholder)) {
  const LexedString lexed = lex(message);
  if (!lexed.errors.empty()) return std::string(message);
  std::string result;
  for (const Part& part : lexed.parts) {
    const auto* placeholder = std::get_if<PlaceholderText>(&part);
    if (placeholder == nullptr) {
      result += std::get<std::string>(part);
    } else if (is_of_templates(*placeholder)) {
      return std::string(message);
    } else {
      result += write(*placeholder);
    }
  }
  return result;
}

}  // namespace phoney::templates
