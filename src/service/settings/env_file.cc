#include "service/settings/env_file.h"

#include <algorithm>
#include <fstream>
#include <optional>

#include <fmt/format.h>

#include "base/text_encoding.h"

namespace phoney::service {
namespace {

constexpr std::size_t kMaxFileBytes = 1 << 20;
constexpr std::string_view kLineEnds = "\r\n";
constexpr std::string_view kBlanks = " \t\v\f";
constexpr std::string_view kSpaces = " \t\v\f\r\n";

struct Escapes {
  std::string_view written;  // behind the backslash
  std::string_view meant;    // at the same places
};
constexpr Escapes kDoubleQuoted{"\\'\"$abfnrtv", "\\'\"$\a\b\f\n\r\t\v"};
constexpr Escapes kSingleQuoted{"\\'", "\\'"};

bool contains(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }

// `text` without its escapes. Unknown escapes keep their backslash.
std::string unescaped(std::string_view text, const Escapes& escapes) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t escape =
        text[i] == '\\' && i + 1 < text.size() ? escapes.written.find(text[i + 1]) : std::string_view::npos;
    if (escape == std::string_view::npos) {
      result += text[i];
    } else {
      result += escapes.meant[escape];
      ++i;
    }
  }
  return result;
}

// Text without quotes, up to a comment, which white space separates from it.
std::string_view without_comment(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '#' && contains(kBlanks, text[i - 1])) text = text.substr(0, i);
  }
  const std::size_t last = text.find_last_not_of(kBlanks);
  return last == std::string_view::npos ? "" : text.substr(0, last + 1);
}

class EnvParser {
 public:
  explicit EnvParser(std::string_view text) : text_(text) {}

  EnvFile parse() && {
    for (skip(kSpaces); position_ < text_.size(); skip(kSpaces)) parse_statement();
    return std::move(file_);
  }

 private:
  void parse_statement() {
    const std::size_t start = position_;
    std::string_view name;
    std::string value;
    const std::string_view wrong = read_statement(name, value);
    if (!wrong.empty()) {
      file_.problems.push_back({line_of(start), std::string(name), std::string(wrong)});
      skip_line();
    } else if (!name.empty()) {
      add(name, std::move(value));
    }
  }

  // Returns what is wrong. A comment has no name.
  std::string_view read_statement(std::string_view& name, std::string& value) {
    constexpr std::string_view kNoEntry = "is not of the form NAME=value";
    skip_export();
    if (next() == '#') {
      skip_line();
      return "";
    }
    name = read_name();
    skip(kBlanks);
    if (name.empty() || next() != '=') return kNoEntry;
    ++position_;
    const std::size_t equals = position_;
    skip(kBlanks);
    const bool is_comment = position_ > equals && next() == '#';
    const bool is_quoted = next() == '"' || next() == '\'';
    if (is_quoted) {
      const auto quoted = read_quoted();
      if (!quoted) return "has no closing quote";
      value = *quoted;
    } else if (!is_comment) {
      value = without_comment(read_until(kLineEnds));
    }
    skip(kBlanks);
    if (next() == '#') read_until(kLineEnds);
    const bool is_at_end = position_ == text_.size() || contains(kLineEnds, next());
    return is_at_end ? "" : "has extra text after the closing quote";
  }

  void skip_export() {
    constexpr std::string_view kExport = "export";
    if (!text_.substr(position_).starts_with(kExport)) return;
    const std::size_t end = position_ + kExport.size();
    if (end == text_.size() || !contains(kBlanks, text_[end])) return;
    position_ = end;
    skip(kBlanks);
  }

  std::string_view read_name() {
    if (next() != '\'') return read_until(" \t\v\f\r\n=#");
    const std::size_t end = text_.find('\'', position_ + 1);
    if (end == std::string_view::npos) return "";
    const std::string_view name = text_.substr(position_ + 1, end - position_ - 1);
    if (!name.empty()) position_ = end + 1;
    return name;
  }

  // The value between quotes, which may have several lines. Without a closing quote nothing is read.
  std::optional<std::string> read_quoted() {
    const char quote = next();
    for (std::size_t i = position_ + 1; i < text_.size(); ++i) {
      if (text_[i] == quote) {
        const std::string_view inside = text_.substr(position_ + 1, i - position_ - 1);
        position_ = i + 1;
        return unescaped(inside, quote == '"' ? kDoubleQuoted : kSingleQuoted);
      }
      if (text_[i] == '\\') ++i;
    }
    return std::nullopt;
  }

  void add(std::string_view name, std::string value) {
    const auto found = std::ranges::find(file_.entries, name, &EnvEntries::value_type::first);
    if (found != file_.entries.end()) {
      found->second = std::move(value);
    } else {
      file_.entries.emplace_back(name, std::move(value));
    }
  }

  char next() const { return position_ < text_.size() ? text_[position_] : '\0'; }

  void skip(std::string_view set) { position_ = std::min(text_.find_first_not_of(set, position_), text_.size()); }

  void skip_line() { read_until(kLineEnds); }

  std::string_view read_until(std::string_view set) {
    const std::size_t end = std::min(text_.find_first_of(set, position_), text_.size());
    const std::string_view found = text_.substr(position_, end - position_);
    position_ = end;
    return found;
  }

  std::size_t line_of(std::size_t position) {
    for (; counted_ < position; ++counted_) {
      const bool is_end =
          text_[counted_] == '\n' || (text_[counted_] == '\r' && !text_.substr(counted_ + 1).starts_with('\n'));
      if (is_end) ++line_;
    }
    return line_;
  }

  const std::string_view text_;
  std::size_t position_ = 0;
  std::size_t counted_ = 0;  // up to where line_ is known
  std::size_t line_ = 1;
  EnvFile file_;
};

}  // namespace

Result<EnvFile> parse_env(std::string_view bytes) {
  const auto text = utf8_text(bytes);
  if (!text) return text.error();
  if (text->find('\0') != std::string_view::npos) {
    return make_error(ErrorCode::invalid_argument, "is not text: it contains a zero byte");
  }
  return EnvParser(*text).parse();
}

Result<EnvFile> read_env_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return make_error(ErrorCode::io_error, fmt::format("{}: cannot be read", path));
  std::string text(kMaxFileBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) return make_error(ErrorCode::io_error, fmt::format("{}: cannot be read", path));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kMaxFileBytes) {
    return make_error(ErrorCode::io_error, fmt::format("{}: is larger than {} bytes", path, kMaxFileBytes));
  }
  auto parsed = parse_env(text);
  if (!parsed) return make_error(ErrorCode::invalid_argument, fmt::format("{}: {}", path, parsed.error().message));
  return parsed;
}

}  // namespace phoney::service
