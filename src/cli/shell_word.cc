#include "cli/shell_word.h"

#include <algorithm>

namespace phoney::cli {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-+./:,@%=").find(c) != std::string_view::npos || static_cast<signed char>(c) < 0;
}

bool is_plain_text(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_plain); }

}  // namespace

std::string in_shell_quotes(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + '\'';
}

std::string shell_word(std::string_view text) {
  if (is_plain_text(text)) return std::string(text);
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || !is_plain_text(text.substr(0, equals))) return in_shell_quotes(text);
  const std::string_view value = text.substr(equals + 1);
  return std::string(text.substr(0, equals + 1)) + (is_plain_text(value) ? std::string(value) : in_shell_quotes(value));
}

}  // namespace phoney::cli
