// Forms of recipes and of Faker's formats that the compiler looks for.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/opcode.h"
#include "pack_locales/recipe.h"

namespace phoney::pack {

// Text of a format, and the token {{ generator:group }} that ends it, if one does.
struct Piece {
  std::string text;
  std::string generator;
  std::string group;
};

// The in-place change that an operation's name stands for.
std::optional<Transform> transform_named(std::string_view name);

// Whether the change draws: numerify, lexify, bothify, hexify.
bool is_pattern(Transform transform);

// bothify("...") and its kin.
bool is_drawn_text(const Expression& expression);

// The value of an operation's option `name=value`, or nullptr.
const Expression* option(const Expression& operation, std::string_view name);

// The single pick that in-place changes and parse are wrapped around, or nullptr. `parses` becomes true if one of them
// is parse or a pattern, which is compiled apart for each entry.
const Expression* pick_inside(const Expression& expression, bool& parses);

// `expression` with its innermost pick replaced by the text that was picked.
Expression with_choice(const Expression& expression, const std::string& text);

// The places of a pattern that keeps its length, in the order Faker draws them; nothing if a place may vanish.
std::optional<std::vector<std::uint16_t>> pattern_places(Transform transform, std::string_view text);

// How many of the first places are plain digits, which the engine draws in runs.
std::uint32_t leading_digits(const std::vector<std::uint16_t>& places);

// A format cut at its tokens; the last piece has no generator.
std::vector<Piece> split_format(std::string_view format);

// The error of a recipe that makes no sense.
Error invalid(std::string message);

}  // namespace phoney::pack
