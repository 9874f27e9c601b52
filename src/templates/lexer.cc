#include "templates/lexer.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/json_number.h"
#include "base/json_reader.h"
#include "base/trim.h"
#include "templates/quoting.h"

namespace phoney::templates {
namespace {

constexpr int kMaxDepth = 16;  // of lists and objects in a parameter

bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The number that a word is in JSON's grammar (RFC 8259, 6); nothing for other words. So 007 and +44 are texts: postal
// and dialling codes keep their leading characters.
std::optional<Value> number(std::string_view word) {
  std::optional<Value> read = read_json_number(word);
  double held = 0;
  if (read && !read->is_integer() && std::from_chars(word.data(), word.data() + word.size(), held).ec != std::errc()) {
    read.reset();
  }
  return read;
}

Value word_value(std::string_view word) {
  if (word == "true" || word == "True") return Value::boolean(true);
  if (word == "false" || word == "False") return Value::boolean(false);
  if (word == "null" || word == "None") return Value::null();
  if (auto value = number(word)) return *std::move(value);
  return Value::word(std::string(word));
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
      if (!placeholder()) {
        if (!result_.errors.empty()) result_.errors.back().placeholder = open;
        if (!recover()) break;
      }
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
    return read->is_text() && !has_quotes ? Value::word(std::string(text_)) : read;
  }

 private:
  // Halves the backslashes at the end of the text before opening braces. Whether they escape them: if they are odd.
  static bool escaped(std::string& plain) {
    const std::size_t kept = plain.find_last_not_of('\\') + 1;
    const std::size_t backslashes = plain.size() - kept;
    plain.resize(kept + backslashes / 2);
    return backslashes % 2 != 0;
  }

  // After an error, continues after the placeholder's end, to report all errors. False if it has no end.
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
    result_.errors.push_back({std::move(message), column, 0, {}});
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
  // The text at this position, for a message.
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
      if (at_end() || text_[position_] == '}')
        return error("this placeholder is not closed; end it with }}", result.column);
      error(fmt::format("expected }}}} or a parameter, not {}", here()), position_);
      if (!result.parameters.empty()) result_.errors.back().hint = hint_at_quotes(result.parameters.back());
      return false;
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
        if (at_end()) return error("this placeholder is not closed; end it with }}", result.column);
        return error(fmt::format("expected the name of a generator, not {}", here()), position_);
      }
      const bool goes_on = accept('.');
      if (goes_on || !result.path.empty()) result.path += result.generator + (goes_on ? "." : "");
      if (!goes_on) return true;
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

  // The text without quotes that begins at `start` and that a value ends before, as it was probably meant.
  std::string_view whole_word(std::size_t start, std::string_view stops) const {
    const std::size_t end = std::min(text_.find_first_of(stops, start), text_.size());
    return trimmed(text_.substr(start, end - start), " \t\r\n");
  }

  // The parameter with the quotes that it needs, if it is a word that a space cut short.
  std::string hint_at_quotes(const PlaceholderText::Parameter& parameter) const {
    const std::size_t start = text_.find_first_not_of(" \t\r\n", text_.find('=', parameter.column) + 1);
    const std::string_view word = whole_word(start, ",}=");
    const bool is_cut = !begins_quoted_or_nested(start) && word.find_first_of(" \t\r\n") != std::string_view::npos;
    if (!is_cut || word.size() > kLongestHint || text_.substr(start + word.size()).starts_with('=')) return "";
    return fmt::format("`{}` contains a space; put it in quotes: {}={}", word, parameter.name, in_single_quotes(word));
  }

  bool begins_quoted_or_nested(std::size_t at) const {
    return at < text_.size() && (is_quote(text_[at]) || text_[at] == '[' || text_[at] == '{');
  }

  // Reports the text without quotes at `item`, which a space cut short, in the list or object at `container`. False
  // if there is none.
  bool report_space(std::size_t container, std::size_t item, std::string_view stops) {
    if (at_end() || begins_quoted_or_nested(item) || stops.find(text_[position_]) != std::string_view::npos)
      return false;
    const auto quoted = with_quotes(text_.substr(container));
    if (!quoted) return false;
    error(fmt::format("`{}` contains a space; put it in quotes: {}", whole_word(item, stops), *quoted), item);
    return true;
  }

  // Bare words end at a space or at one of `stops`; without stops (a value alone) only the end stops them.
  std::optional<Value> value(std::string_view stops) {
    if (!work_.allows(0)) return std::nullopt;
    skip_space();
    if (!at_end() && is_quote(text_[position_])) return quoted();
    if (accept('[')) return list();
    if (!at_end() && text_[position_] == '{') return object_or_word(stops);
    return word(stops);
  }

  std::optional<Value> word(std::string_view stops) {
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
      error("this quoted string has no closing quote", start);
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

  bool go_deeper(std::size_t start) {
    return ++depth_ <= kMaxDepth ||
           error(fmt::format("lists and objects are nested more than {} levels deep", kMaxDepth), start);
  }

  std::optional<Value> list() {
    const std::size_t start = position_ - 1;
    if (!go_deeper(start)) return std::nullopt;
    Value::List items;
    if (!accept(']')) {
      std::size_t begin = 0;  // of the last item
      do {
        skip_space();
        begin = position_;
        auto item = value(",]}");
        if (!item) return std::nullopt;
        items.push_back(std::move(*item));
      } while (accept(','));
      if (!accept(']')) {
        if (!report_space(start, begin, ",]}")) error("this list is not closed; end it with ]", start);
        return std::nullopt;
      }
    }
    --depth_;
    return Value::list(std::move(items));
  }

  // A brace opens an object, {a: 1}, or begins a word, such as {#. If it can be neither, the object's errors are told.
  std::optional<Value> object_or_word(std::string_view stops) {
    const std::size_t start = position_;
    const int depth = depth_;
    const auto errors = static_cast<std::ptrdiff_t>(result_.errors.size());
    auto read = object();
    if (read && ends_value(stops)) return read;
    const std::size_t end = std::exchange(position_, start);
    std::vector<SyntaxError> of_object(result_.errors.begin() + errors, result_.errors.end());
    result_.errors.erase(result_.errors.begin() + errors, result_.errors.end());
    depth_ = depth;
    if (auto text = word(stops); text && ends_value(stops)) return text;
    position_ = end;
    result_.errors.insert(result_.errors.end(), of_object.begin(), of_object.end());
    return read;
  }

  // Whether what follows may follow a value: one of the `stops`, where the last value of a placeholder is followed by
  // both of its braces; without stops, the end.
  bool ends_value(std::string_view stops) {
    skip_space();
    if (at_end() || stops.empty()) return at_end() && stops.empty();
    if (depth_ == 0 && text_[position_] == '}') return text_.substr(position_).starts_with("}}");
    return stops.find(text_[position_]) != std::string_view::npos;
  }

  // A quoted string, or a word up to a colon.
  std::optional<std::string> key() {
    skip_space();
    if (!at_end() && is_quote(text_[position_])) {
      auto text = quoted();
      return text ? std::optional(text->as_text()) : std::nullopt;
    }
    const std::size_t start = position_;
    while (!at_end() && !is_space(text_[position_]) && kKeyStops.find(text_[position_]) == std::string_view::npos)
      ++position_;
    if (position_ > start) return std::string(text_.substr(start, position_ - start));
    error(fmt::format("expected a key such as free, not {}", here()), position_);
    return std::nullopt;
  }

  std::optional<Value> object() {
    const std::size_t start = position_++;
    if (!go_deeper(start)) return std::nullopt;
    Value::Object members;
    std::set<std::string> keys;  // compared, not hashed: a caller can choose keys that a hash table is slow for
    if (!accept('}')) {
      do {
        if (!member(members, keys, start)) return std::nullopt;
      } while (accept(','));
      if (!accept('}')) {
        error("this object is not closed; end it with }", start);
        return std::nullopt;
      }
    }
    --depth_;
    return Value::object(std::move(members), std::string(text_.substr(start, position_ - start)));
  }

  bool member(Value::Object& members, std::set<std::string>& keys, std::size_t object) {
    skip_space();
    const std::size_t start = position_;
    auto name = key();
    if (!name) return false;
    if (!accept(':')) {
      const bool is_cut =
          text_.substr(std::min(text_.find_first_of(kKeyStops, position_), text_.size())).starts_with(':');
      if (is_cut && report_space(object, start, kKeyStops)) return false;
      return error(fmt::format("expected : and a value after `{}`", *name), position_);
    }
    skip_space();
    const std::size_t begin = position_;
    if (!keys.insert(*name).second)
      return error(fmt::format("the key `{}` is a duplicate; give each key of an object once", *name), start);
    auto read = value(",}");
    if (!read) return false;
    skip_space();
    if (report_space(object, begin, ",}")) return false;
    members.emplace_back(*std::move(name), *std::move(read));
    return true;
  }

  static constexpr std::string_view kKeyStops = ":,{}[]";
  static constexpr std::size_t kMaxErrors = 20;
  static constexpr std::size_t kLongestHint = 100;  // bytes of a string that a hint repeats

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

namespace {

// A list or an object in JSON whose texts have escapes, of which JSON has more than placeholders do.
std::optional<Value> escaped_json(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || (text[start] != '{' && text[start] != '[')) return std::nullopt;
  if (text.find('\\') == std::string_view::npos) return std::nullopt;
  auto read = read_json(text, kMaxDepth);
  if (!read) return std::nullopt;
  if (read->is_object()) return Value::object(std::move(read->as_object()), std::string(text));
  return *std::move(read);
}

}  // namespace

Value parse_parameter(std::string_view text) {
  if (auto json = escaped_json(text)) return *std::move(json);
  WorkLimit none;
  if (auto value = Lexer(text, none).single_value()) return *std::move(value);
  return Value::word(std::string(text));
}

}  // namespace phoney::templates
