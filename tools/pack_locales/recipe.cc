#include "pack_locales/recipe.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include <fmt/format.h>

#include "pack_locales/dataset.h"

namespace phoney::pack {
namespace {

bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// Recursive descent over one definition.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Expression> parse() {
    auto expression = either();
    if (!expression) return expression;
    skip_space();
    if (position_ < text_.size()) return error("expected the end of the definition");
    return expression;
  }

 private:
  Error error(std::string message) const {
    return make_error(ErrorCode::invalid_template, fmt::format("column {}: {}", position_ + 1, message));
  }

  void skip_space() {
    while (position_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[position_])) != 0) ++position_;
  }
  bool accept(char c) {
    skip_space();
    if (position_ >= text_.size() || text_[position_] != c) return false;
    ++position_;
    return true;
  }
  bool accept_word(std::string_view word) {
    skip_space();
    if (!text_.substr(position_).starts_with(word)) return false;
    const std::size_t end = position_ + word.size();
    if (end < text_.size() && is_name_character(text_[end])) return false;
    position_ = end;
    return true;
  }
  std::string name() {
    const std::size_t start = position_;
    while (position_ < text_.size() && is_name_character(text_[position_])) ++position_;
    return std::string(text_.substr(start, position_ - start));
  }

  Result<Expression> either() {
    auto left = sum();
    while (left && accept_word("or")) {
      auto right = sum();
      if (!right) return right;
      left = Expression{.type = Expression::Type::either, .arguments = {std::move(*left), std::move(*right)}};
    }
    return left;
  }

  Result<Expression> sum() {
    auto left = postfix();
    while (left && accept('+')) {
      auto right = postfix();
      if (!right) return right;
      left = Expression{.type = Expression::Type::sum, .arguments = {std::move(*left), std::move(*right)}};
    }
    return left;
  }

  Result<Expression> postfix() {
    auto base = primary();
    while (base && accept('[')) {
      auto index = primary();
      if (!index) return index;
      if (!accept(']')) return error("expected ]");
      base = Expression{.type = Expression::Type::index, .arguments = {std::move(*base), std::move(*index)}};
    }
    return base;
  }

  Result<std::vector<Expression>> arguments(char close) {
    std::vector<Expression> result;
    if (accept(close)) return result;
    do {
      auto argument = either();
      if (!argument) return argument.error();
      if (argument->type == Expression::Type::name && accept('=')) {
        auto value = either();
        if (!value) return value.error();
        *argument =
            Expression{.type = Expression::Type::option, .text = argument->text, .arguments = {std::move(*value)}};
      }
      result.push_back(std::move(*argument));
    } while (accept(','));
    if (!accept(close)) return error(fmt::format("expected , or {}", close));
    return result;
  }

  Result<Expression> primary() {
    skip_space();
    if (position_ >= text_.size()) return error("expected an expression");
    const char c = text_[position_];
    if (c == '"') return text();
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) return integer();
    if (accept('[')) {
      auto items = arguments(']');
      if (!items) return items.error();
      return Expression{.type = Expression::Type::list, .arguments = std::move(*items)};
    }
    if (!is_name_character(c)) return error(fmt::format("unexpected `{}`", c));
    std::string word = name();
    if (position_ < text_.size() && text_[position_] == '/') return foreign(std::move(word));
    if (accept('(')) {
      auto items = arguments(')');
      if (!items) return items.error();
      return Expression{.type = Expression::Type::operation, .text = std::move(word), .arguments = std::move(*items)};
    }
    return Expression{.type = Expression::Type::name, .text = std::move(word)};
  }

  Result<Expression> foreign(std::string provider) {
    ++position_;
    std::string lang = name();
    if (!accept(':')) return error("expected : and a name");
    return Expression{
        .type = Expression::Type::foreign, .text = name(), .provider = std::move(provider), .lang = std::move(lang)};
  }

  Result<Expression> integer() {
    Expression result{.type = Expression::Type::integer};
    const auto parsed = std::from_chars(text_.data() + position_, text_.data() + text_.size(), result.number);
    position_ = static_cast<std::size_t>(parsed.ptr - text_.data());
    return result;
  }

  Result<Expression> text() {
    Expression result{.type = Expression::Type::text};
    for (++position_; position_ < text_.size() && text_[position_] != '"'; ++position_) {
      char c = text_[position_];
      if (c == '\\' && position_ + 1 < text_.size()) {
        c = text_[++position_];
        if (c == 'n') c = '\n';
      }
      result.text += c;
    }
    if (position_ >= text_.size()) return error("the string has no closing quote");
    ++position_;
    return result;
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

// A definition with its continuation lines joined.
struct Definition {
  std::size_t line;
  std::string text;
};

std::vector<Definition> definitions(std::string_view text) {
  std::vector<Definition> result;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    const std::string_view content = trim(line);
    if (content.empty() || (content.starts_with('#') && !content.starts_with("#:"))) continue;
    if ((line[0] == ' ' || line[0] == '\t') && !result.empty()) {
      result.back().text += ' ';
      result.back().text += content;
    } else {
      result.push_back({number, std::string(content)});
    }
  }
  return result;
}

}  // namespace

Result<Expression> parse_expression(std::string_view text) { return Parser(text).parse(); }

Result<void> parse_recipes(std::string_view text, const std::string& provider, const std::string& file,
                           Recipes& recipes) {
  std::string lang = "default";
  std::string description;
  for (const Definition& definition : definitions(text)) {
    const std::string place = fmt::format("{}:{}", file, definition.line);
    const std::string_view line = definition.text;
    const auto fail = [&](std::string_view message) {
      return make_error(ErrorCode::invalid_template, fmt::format("{}: {}", place, message));
    };
    if (line.starts_with("#:")) {
      if (!description.empty()) description += ' ';
      description += trim(line.substr(2));
      continue;
    }
    if (line == "complete") {
      recipes.complete[provider] = true;
      continue;
    }
    if (line.starts_with("provider ")) {
      recipes.providers[provider] = trim(line.substr(9));
      continue;
    }
    if (line.starts_with('[')) {
      if (!line.ends_with(']')) return fail("expected ] after the locale");
      lang = trim(line.substr(1, line.size() - 2));
      continue;
    }
    const auto equals = line.find('=');
    const std::string name(trim(line.substr(0, equals)));
    const bool is_name = std::ranges::all_of(name, [](char c) { return is_name_character(c) || c == ':'; });
    if (name.empty() || !is_name) return fail("expected `name = expression`");
    if (!description.empty()) recipes.descriptions[name] = std::exchange(description, {});
    if (equals == std::string_view::npos) continue;  // only described here; written in C++
    auto expression = parse_expression(line.substr(equals + 1));
    if (!expression) return fail(expression.error().message);
    const std::string key = provider + "/" + lang + "." + name;
    if (!recipes.recipes.emplace(key, Recipe{std::move(*expression), place}).second) return fail("defined twice");
  }
  return {};
}

Result<Recipes> Recipes::read(const std::filesystem::path& directory) {
  Recipes recipes;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().extension() == ".recipe") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const auto& file : files) {
    auto text = read_file(file);
    if (!text) return text.error();
    const std::string provider = file.filename().string().substr(0, file.filename().string().find('.'));
    if (auto parsed = parse_recipes(*text, provider, file.string(), recipes); !parsed) return parsed.error();
  }
  return recipes;
}

}  // namespace phoney::pack
