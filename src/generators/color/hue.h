// The `hue` of the color generators: a color's name, a number of degrees, or two numbers between which one is drawn.

#pragma once

#include <optional>
#include <string>

#include "engine/parameter.h"

namespace phoney {

struct Hue {
  std::optional<std::string> name;
  std::optional<std::int64_t> low;  // degrees, as `high`: both or neither
  std::int64_t high = 360;
};

template <>
struct ParameterTraits<Hue> {
  static constexpr std::string_view type_name = "string, number or list of two numbers";
  static Result<void> read(const Value& value, Hue& into);
  static std::string show(const Hue& value);
};

}  // namespace phoney
