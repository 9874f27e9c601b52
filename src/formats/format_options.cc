#include "formats/format_options.h"

#include <utility>

#include "base/json_reader.h"
#include "text/utf8.h"

namespace phoney {

namespace format_option_readers {
namespace {

// Characters that mean something to shells, or cannot be seen, by their names.
constexpr std::pair<std::string_view, std::string_view> kDelimiters[] = {
    {"comma", ","}, {"semicolon", ";"}, {"tab", "\t"}, {"\\t", "\t"}, {"pipe", "|"}, {"space", " "},
};

}  // namespace

bool csv_delimiter(std::string_view text, FormatOptions& into) {
  for (const auto& [name, character] : kDelimiters) {
    if (text == name) text = character;
  }
  const bool is_character = is_utf8(text) && text::length(text) == 1;
  if (!is_character || std::string_view("\"\r\n\0", 4).find(text) != std::string_view::npos) return false;
  into.csv.delimiter = text;
  return true;
}

bool csv_header(std::string_view text, FormatOptions& into) {
  into.csv.header = text == "true";
  return true;
}

bool csv_null(std::string_view text, FormatOptions& into) {
  constexpr std::size_t kMostCharacters = 64;
  if (!is_utf8(text) || text::length(text) > kMostCharacters) return false;
  if (text.find_first_of(std::string_view("\"\r\n\0", 4)) != std::string_view::npos) return false;
  if (text.find(into.csv.delimiter) != std::string_view::npos) return false;
  into.csv.null = text;
  return true;
}

bool csv_line_end(std::string_view text, FormatOptions& into) {
  into.csv.line_end = text == "lf" ? "\n" : "\r\n";
  return true;
}

bool csv_bom(std::string_view text, FormatOptions& into) {
  into.csv.byte_order_mark = text == "true";
  return true;
}

bool csv_formulas(std::string_view text, FormatOptions& into) {
  into.csv.guard_formulas = text == "guard";
  return true;
}

}  // namespace format_option_readers

std::string read_format_option(const FormatOption& option, std::string_view text, FormatOptions& into,
                               std::string_view quote) {
  if (option.choices.empty()) return option.read(text, into) ? "" : std::string(option.expected);
  if (std::ranges::find(option.choices, text) == option.choices.end()) return alternatives(option.choices, quote);
  option.read(text, into);
  return "";
}

}  // namespace phoney
