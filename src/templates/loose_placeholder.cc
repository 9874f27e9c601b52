#include "templates/loose_placeholder.h"

#include <algorithm>
#include <cctype>

#include "base/trim.h"

namespace phoney::templates {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_quote(char c) { return c == '"' || c == '\''; }

std::string_view trim(std::string_view text) { return trimmed(text, " \t\r\n"); }

// Without a pair of these around the whole text.
std::string_view without(std::string_view text, char open, char close) {
  text = trim(text);
  if (text.size() < 2 || text.front() != open || text.back() != close) return text;
  return trim(text.substr(1, text.size() - 2));
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Where the piece of `text` that begins at `at` ends: at the first character outside of quotes and brackets that
// `ends(text, at, character)`.
template <class Ends>
std::size_t end_of_piece(std::string_view text, std::size_t at, Ends ends) {
  int depth = 0;
  char quote = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (is_quote(c)) {
      quote = c;
    } else if (depth == 0 && ends(text, at, i)) {
      return i;
    } else if (c == '[' || c == '(' || c == '{') {
      ++depth;
    } else if (c == ']' || c == ')' || c == '}') {
      --depth;
    }
  }
  return text.size();
}

// A space next to an equals sign or after a colon does not end a value.
bool ends_argument(std::string_view text, std::size_t begin, std::size_t at) {
  if (text[at] == ',' || text[at] == ';' || text[at] == '&') return true;
  if (!is_space(text[at])) return false;
  const std::string_view before = trim(text.substr(begin, at - begin));
  return !before.empty() && !before.ends_with('=') && !before.ends_with(':') && !trim(text.substr(at)).starts_with('=');
}

bool is_closing(std::string_view text, std::size_t, std::size_t at) { return text[at] == ']'; }
bool is_comma(std::string_view text, std::size_t, std::size_t at) { return text[at] == ','; }
bool is_space_at(std::string_view text, std::size_t, std::size_t at) { return is_space(text[at]); }

class LooseReader {
 public:
  explicit LooseReader(std::string_view inside) : text_(without(inside, '{', '}')) {}

  LoosePlaceholder run() {
    if (text_.starts_with('[')) open_list();
    read_name();
    if (const std::string_view size = without(text_, '[', ']'); size.size() < text_.size() && is_number(size)) {
      result_.is_list = true;
      result_.arguments.push_back({"count", std::string(size)});
    } else {
      read_arguments(arguments_text());
    }
    return std::move(result_);
  }

 private:
  // [name]:count=3, [name:count=3], [random_int:min=1]:count=3
  void open_list() {
    result_.is_list = true;
    list_ = text_.substr(1);
    const std::size_t close = end_of_piece(list_, 0, is_closing);
    if (close < list_.size()) list_ = without_bracket(list_, close);
    text_ = trim(list_);
  }

  // The text without its character at `close`, and with the parameters after it before those within the brackets.
  static std::string without_bracket(std::string_view text, std::size_t close) {
    const std::string_view inner = text.substr(0, close);
    const std::string_view after = text.substr(close + 1);
    const std::size_t colon = inner.find(':');
    if (colon == std::string_view::npos || !trim(after).starts_with(':')) return std::string(inner).append(after);
    return std::string(inner.substr(0, colon)).append(after).append(",").append(inner.substr(colon + 1));
  }

  void take_name(std::size_t size) {
    result_.name = text_.substr(0, size);
    text_ = trim(text_.substr(size));
  }

  void read_name() {
    if (is_phrase(text_)) return take_name(text_.size());
    std::size_t size = text_.starts_with('$') ? 1 : 0;
    while (size < text_.size() &&
           (is_word(text_[size]) || text_[size] == '.' || text_[size] == '-' || text_.substr(size).starts_with("::") ||
            (size > 0 && text_.substr(size - 1).starts_with("::")))) {
      ++size;
    }
    take_name(size);
    const bool is_call_by_name = result_.name.empty() || result_.name == "faker" || result_.name == "fake";
    if (!is_call_by_name || text_.empty() || !is_quote(text_.front())) return;
    const std::size_t end = text_.find(text_.front(), 1);
    if (end == std::string_view::npos) return;
    result_.name = text_.substr(1, end - 1);
    text_ = trim(text_.substr(end + 1));
  }

  // Several words of letters alone, such as First Name, or with what Mockaroo has in its names.
  static bool is_phrase(std::string_view text) {
    return text.find(' ') != std::string_view::npos && std::isupper(static_cast<unsigned char>(text.front())) != 0 &&
           std::ranges::all_of(
               text, [](char c) { return is_word(c) || c == ' ' || c == '#' || c == '(' || c == ')' || c == '/'; });
  }

  // The text after the name, without separators and brackets.
  std::string_view arguments_text() const {
    std::string_view rest = text_;
    if (rest.starts_with('|')) return "";
    while (!rest.empty() && (rest.front() == ':' || rest.front() == ',' || rest.front() == '?')) {
      rest = trim(rest.substr(1));
    }
    return without(without(rest, '(', ')'), '{', '}');
  }

  void read_arguments(std::string_view rest) {
    for (std::size_t at = 0; at < rest.size();) {
      const std::size_t end = end_of_piece(rest, at, ends_argument);
      if (const std::string_view piece = trim(rest.substr(at, end - at)); !piece.empty()) take_piece(piece);
      at = end + 1;
    }
  }

  void take_piece(std::string_view piece) {
    std::size_t size = 0;
    while (size < piece.size() && is_word(piece[size])) ++size;
    std::string_view value = trim(piece.substr(size));
    const bool is_named = size > 0 && is_letter(piece.front()) && (value.starts_with('=') || value.starts_with(':'));
    auto& arguments = result_.arguments;
    if (is_named) {
      value = trim(value.substr(1));
      arguments.push_back({std::string(piece.substr(0, size)), std::string(value)});
      value_begin_ = value.data();
    } else if (value_begin_ != nullptr) {
      // It continues the value before it: elements=a,b and pattern=%d %b.
      arguments.back().value.assign(value_begin_, piece.data() + piece.size());
    } else if (piece == "unique") {  // email:unique
      arguments.push_back({"unique", "true"});
    } else if (result_.is_list && arguments.empty() && is_number(piece)) {  // [name]:3
      arguments.push_back({"count", std::string(piece)});
    } else if (piece != "array") {  // a helper of Mockoon's: oneOf (array 'a' 'b')
      arguments.push_back({"", std::string(piece)});
    }
  }

  std::string list_;
  std::string_view text_;
  const char* value_begin_ = nullptr;  // of the last argument, if it was written with a name
  LoosePlaceholder result_;
};

}  // namespace

LoosePlaceholder read_loosely(std::string_view inside) { return LooseReader(inside).run(); }

std::vector<std::string_view> split_value(std::string_view value) {
  const bool has_commas = end_of_piece(value, 0, is_comma) < value.size();
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = end_of_piece(value, at, has_commas ? is_comma : is_space_at);
    if (const std::string_view part = trim(value.substr(at, end - at)); !part.empty()) parts.push_back(part);
    at = end + 1;
  }
  return parts;
}

}  // namespace phoney::templates
