#include "pack_locales/recipe_forms.h"

#include <algorithm>
#include <cctype>

namespace phoney::pack {
namespace {

using Type = Expression::Type;

struct TransformName {
  std::string_view name;
  Transform transform;
};

constexpr TransformName kTransforms[] = {
    {"numerify", Transform::numerify},
    {"lexify", Transform::lexify},
    {"bothify", Transform::bothify},
    {"hexify", Transform::hexify_lower},
    {"lower", Transform::lower},
    {"upper", Transform::upper},
    {"title", Transform::title},
    {"capitalize", Transform::capitalize},
    {"upper_first", Transform::upper_first},
    {"strip", Transform::strip},
    {"unidecode", Transform::unidecode},
    {"slugify", Transform::slugify},
    {"slugify_domain", Transform::slugify_domain},
    {"slugify_unicode", Transform::slugify_unicode},
    {"replace", Transform::replace},
    {"translate", Transform::translate},
    {"first_word", Transform::first_word},
    {"zfill", Transform::zfill},
};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Reads a token at `text[at]`. Returns its end, or 0 if there is none.
std::size_t read_token(std::string_view text, std::size_t at, Piece& piece) {
  if (!text.substr(at).starts_with("{{")) return 0;
  std::size_t i = at + 2;
  const auto skip = [&] {
    while (i < text.size() && std::isspace(static_cast<unsigned char>(text[i])) != 0) ++i;
  };
  const auto word = [&] {
    skip();
    const std::size_t start = i;
    while (i < text.size() && is_word(text[i])) ++i;
    return std::string(text.substr(start, i - start));
  };
  const std::string generator = word();
  std::string group;
  if (i < text.size() && text[i] == ':') {
    ++i;
    group = word();
    if (group.empty()) return 0;
  }
  skip();
  if (generator.empty() || !text.substr(i).starts_with("}}")) return 0;
  piece.generator = generator;
  piece.group = group;
  return i + 2;
}

}  // namespace

std::optional<Transform> transform_named(std::string_view name) {
  for (const auto& [known, transform] : kTransforms) {
    if (known == name) return transform;
  }
  return std::nullopt;
}

bool is_pattern(Transform transform) {
  return transform == Transform::numerify || transform == Transform::lexify || transform == Transform::bothify ||
         transform == Transform::hexify_lower || transform == Transform::hexify_upper;
}

bool is_drawn_text(const Expression& expression) {
  if (expression.type != Type::operation || expression.arguments.empty()) return false;
  const auto transform = transform_named(expression.text);
  return transform && is_pattern(*transform) && expression.arguments[0].type == Type::text;
}

const Expression* option(const Expression& operation, std::string_view name) {
  for (const Expression& argument : operation.arguments) {
    if (argument.type == Type::option && argument.text == name) return &argument.arguments[0];
  }
  return nullptr;
}

const Expression* pick_inside(const Expression& expression, bool& parses) {
  const Expression* inner = &expression;
  while (inner->type == Type::operation && !inner->arguments.empty()) {
    if (inner->text == "pick") return inner;
    const auto transform = transform_named(inner->text);
    if (inner->text == "parse" || (transform && is_pattern(*transform))) {
      parses = true;
    } else if (!transform) {
      return nullptr;
    }
    inner = &inner->arguments[0];
  }
  return nullptr;
}

Expression with_choice(const Expression& expression, const std::string& text) {
  if (expression.text == "pick") return Expression{.type = Type::text, .text = text};
  Expression copy = expression;
  copy.arguments[0] = with_choice(expression.arguments[0], text);
  return copy;
}

std::optional<std::vector<std::uint16_t>> pattern_places(Transform transform, std::string_view text) {
  std::vector<std::uint16_t> places;
  const auto add = [&](char mark, Draw draw) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == mark) places.push_back(static_cast<std::uint16_t>(static_cast<unsigned>(draw) << 13 | i));
    }
  };
  if (text.size() > 0x1fff) return std::nullopt;
  if (transform == Transform::numerify || transform == Transform::bothify) {
    if (text.find_first_of("!@") != std::string_view::npos) return std::nullopt;
    add('#', Draw::digit);
    add('%', Draw::digit_not_zero);
    add('$', Draw::digit_above_one);
  }
  if (transform == Transform::lexify || transform == Transform::bothify) add('?', Draw::letter);
  if (transform == Transform::hexify_lower) add('^', Draw::hex_lower);
  if (transform == Transform::hexify_upper) add('^', Draw::hex_upper);
  return places;
}

std::uint32_t leading_digits(const std::vector<std::uint16_t>& places) {
  const auto other =
      std::ranges::find_if(places, [](std::uint16_t place) { return static_cast<Draw>(place >> 13) != Draw::digit; });
  return static_cast<std::uint32_t>(other - places.begin());
}

std::vector<Piece> split_format(std::string_view format) {
  std::vector<Piece> pieces(1);
  for (std::size_t i = 0; i < format.size();) {
    if (const std::size_t end = read_token(format, i, pieces.back()); end != 0) {
      i = end;
      pieces.emplace_back();
    } else {
      pieces.back().text += format[i++];
    }
  }
  return pieces;
}

Error invalid(std::string message) { return make_error(ErrorCode::invalid_template, std::move(message)); }

}  // namespace phoney::pack
