#include "templates/lexer.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace phoney::templates {
namespace {

bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The number that a word is in JSON's grammar (RFC 8259, 6); nothing for other words. So 007 and +44 are texts: postal
// and dialling codes keep their leading characters.
std::optional<Value> number(std::string_view word) {
  std::size_t i = word.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t start = i;
    while (i < word.size() && is_digit(word[i])) ++i;
    return i - start;
  };
  const std::size_t whole = i;
  const std::size_t count = digits();
  if (count == 0 || (count > 1 && word[whole] == '0')) return std::nullopt;
  if (i == word.size()) return Value::integer_text(std::string(word));
  if (word[i] == '.') {
    ++i;
    if (digits() == 0) return std::nullopt;
  }
  if (i < word.size() && (word[i] == 'e' || word[i] == 'E')) {
    ++i;
    if (i < word.size() && (word[i] == '+' || word[i] == '-')) ++i;
    if (digits() == 0) return std::nullopt;
  }
  if (i != word.size()) return std::nullopt;
  double value = 0;
  if (std::from_chars(word.data(), word.data() + word.size(), value).ec != std::errc()) return std::nullopt;
  return Value::number(value, std::string(word));
}

Value word_value(std::string_view word) {
  if (word == "true" || word == "True") return Value::boolean(true);
  if (word == "false" || word == "False") return Value::boolean(false);
  if (word == "null" || word == "None") return Value::null();
  if (auto value = number(word)) return *value;
  return Value::text(std::string(word));
}

class Lexer {
 public:
  Lexer(std::string_view text, WorkLimit& work) : text_(text), work_(work) {}

  LexedString run() {
    std::string plain;
    while (!at_end()) {
      const std::size_t open = std::min(text_.find("{{", position_), text_.size());
      plain += text_.substr(position_, open - position_);
      position_ = open;
      if (at_end()) break;
      if (escaped(plain)) {
        plain += "{{";
        position_ += 2;
        continue;
      }
      if (!plain.empty()) result_.parts.emplace_back(std::exchange(plain, {}));
      if (!placeholder() && !recover()) break;
    }
    if (!plain.empty()) result_.parts.emplace_back(std::move(plain));
    return std::move(result_);
  }

  // The whole text as one value, if it is one. Text without quotes keeps the spaces around it.
  std::optional<Value> single_value() {
    skip_space();
    const bool has_quotes = !at_end() && is_quote(text_[position_]);
    auto read = value("");
    skip_space();
    if (position_ != text_.size() || !result_.errors.empty()) return std::nullopt;
    return read->is_text() && !has_quotes ? Value::text(std::string(text_)) : read;
  }

 private:
  // Halves the backslashes at the end of the text before opening braces. Whether they escape them: if they are odd.
  static bool escaped(std::string& plain) {
    const std::size_t kept = plain.find_last_not_of('\\') + 1;
    const std::size_t backslashes = plain.size() - kept;
    plain.resize(kept + backslashes / 2);
    return backslashes % 2 != 0;
  }

  // After an error: goes on behind the placeholder's end, so that the errors of all are told. False if it has no end.
  bool recover() {
    depth_ = 0;
    if (!work_.allows(0)) return false;
    const std::size_t close = text_.find("}}", position_);
    if (close == std::string_view::npos || result_.errors.size() >= kMaxErrors) return false;
    position_ = close + 2;
    return true;
  }

  static bool is_quote(char c) { return c == '"' || c == '\''; }
  bool at_end() const { return position_ >= text_.size(); }
  bool error(std::string message, std::size_t column) {
    result_.errors.push_back({std::move(message), column});
    return false;
  }
  void skip_space() {
    while (!at_end() && is_space(text_[position_])) ++position_;
  }
  bool accept(char c) {
    skip_space();
    if (at_end() || text_[position_] != c) return false;
    ++position_;
    return true;
  }
  std::string name() {
    skip_space();
    const std::size_t start = position_;
    while (!at_end() && is_name_character(text_[position_])) ++position_;
    return std::string(text_.substr(start, position_ - start));
  }
  // What stands here, for a message.
  std::string here() const {
    if (at_end()) return "the end of the text";
    std::size_t end = position_ + 1;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xc0) == 0x80) ++end;
    return fmt::format("`{}`", text_.substr(position_, end - position_));
  }

  bool placeholder() {
    PlaceholderText result;
    result.column = position_;
    position_ += 2;
    result.is_list = accept('[');
    if (!path(result)) return false;
    if (result.is_list && !accept(']'))
      return error(fmt::format("expected ] after `[{}`", result.generator), position_);
    if (accept(':') && !parameters(result)) return false;
    skip_space();
    if (!text_.substr(position_).starts_with("}}")) {
      if (at_end()) return error("this placeholder is not closed; write }} at its end", result.column);
      return error(fmt::format("expected }}}} or a parameter, not {}", here()), position_);
    }
    position_ += 2;
    result_.parts.emplace_back(std::move(result));
    return true;
  }

  bool path(PlaceholderText& result) {
    for (;;) {
      skip_space();
      result.generator_column = position_;
      result.generator = name();
      if (result.generator.empty()) {
        if (at_end()) return error("this placeholder is not closed; write }} at its end", result.column);
        return error(fmt::format("expected the name of a generator, not {}", here()), position_);
      }
      if (!accept('.')) return true;
    }
  }

  bool parameters(PlaceholderText& result) {
    do {
      skip_space();
      PlaceholderText::Parameter parameter{{}, {}, position_};
      parameter.name = name();
      if (parameter.name.empty())
        return error(fmt::format("expected a parameter such as min=1, not {}", here()), position_);
      if (!accept('=')) return error(fmt::format("expected = and a value after `{}`", parameter.name), position_);
      auto read = value(",}");
      if (!read) return false;
      parameter.value = std::move(*read);
      result.parameters.push_back(std::move(parameter));
    } while (accept(','));
    return true;
  }

  // Bare words end at a space or at one of `stops`; without stops (a value alone) only the end stops them.
  std::optional<Value> value(std::string_view stops) {
    if (!work_.allows(0)) return std::nullopt;
    skip_space();
    if (!at_end() && is_quote(text_[position_])) return quoted();
    if (accept('[')) return list();
    const std::size_t start = position_;
    while (!at_end() && !is_space(text_[position_]) && stops.find(text_[position_]) == std::string_view::npos)
      ++position_;
    if (position_ == start) {
      error(fmt::format("expected a value, not {}", here()), position_);
      return std::nullopt;
    }
    return word_value(text_.substr(start, position_ - start));
  }

  std::optional<Value> quoted() {
    const std::size_t start = position_;
    const char quote = text_[position_++];
    std::string result;
    for (; !at_end() && text_[position_] != quote; ++position_) {
      if (text_[position_] == '\\' && position_ + 1 < text_.size()) {
        append_escaped(text_[++position_], result);
      } else {
        result += text_[position_];
      }
    }
    if (at_end()) {
      error("this text has no closing quote", start);
      return std::nullopt;
    }
    ++position_;
    return Value::text(std::move(result));
  }

  // What a backslash and this character mean. As in Python, one that means nothing stays.
  static void append_escaped(char c, std::string& out) {
    switch (c) {
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      default:
        if (c != '\\' && !is_quote(c)) out += '\\';
        out += c;
    }
  }

  std::optional<Value> list() {
    const std::size_t start = position_ - 1;
    if (++depth_ > kMaxListDepth) {
      error(fmt::format("lists are nested more than {} deep", kMaxListDepth), start);
      return std::nullopt;
    }
    Value::List items;
    if (!accept(']')) {
      do {
        auto item = value(",]}");
        if (!item) return std::nullopt;
        items.push_back(std::move(*item));
      } while (accept(','));
      if (!accept(']')) {
        error("this list is not closed; write ] at its end", start);
        return std::nullopt;
      }
    }
    --depth_;
    return Value::list(std::move(items));
  }

  static constexpr int kMaxListDepth = 16;
  static constexpr std::size_t kMaxErrors = 20;

  std::string_view text_;
  WorkLimit& work_;
  std::size_t position_ = 0;
  int depth_ = 0;
  LexedString result_;
};

}  // namespace

LexedString lex(std::string_view text, WorkLimit& work) { return Lexer(text, work).run(); }

LexedString lex(std::string_view text) {
  WorkLimit none;
  return lex(text, none);
}

Value parse_parameter(std::string_view text) {
  WorkLimit none;
  if (auto value = Lexer(text, none).single_value()) return *value;
  return Value::text(std::string(text));
}

}  // namespace phoney::templates
