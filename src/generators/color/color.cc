// Faker's `color` provider: what data/recipes/color.recipe cannot say.

#include "generators/color/color.h"

#include <charconv>
#include <concepts>

#include "engine/patterns.h"
#include "engine/session.h"
#include "generators/color/random_color.h"

namespace phoney {
namespace {

// At least two hexadecimal digits; a dark color may need three.
void append_hex(Output& out, std::int64_t value) {
  if (value > 0xff) out.append(kHexLower[static_cast<std::size_t>(value >> 8)]);
  out.append(kHexLower[static_cast<std::size_t>(value >> 4 & 0xf)]);
  out.append(kHexLower[static_cast<std::size_t>(value & 0xf)]);
}

void hex_color(Context& context, Output& out) {
  const std::int64_t color = context.random().range(1, 0xffffff);
  out.append('#');
  for (const int shift : {16, 8, 0}) append_hex(out, color >> shift & 0xff);
}

void safe_hex_color(Context& context, Output& out) {
  out.append('#');
  for (int i = 0; i < 3; ++i) append_hex(out, context.random().below(16) * 17);
}

void append_number(Output& out, std::int64_t value) { out.append_integer(value); }

// Python's repr() of a number from 0 to 2: the shortest digits that read back the same.
void append_number(Output& out, double value) {
  const bool tiny = value > 0 && value < 1e-4;  // a rounding error instead of 0
  const auto format = tiny ? std::chars_format::scientific : std::chars_format::fixed;
  char* const target = out.reserve(32);
  const auto size = static_cast<std::size_t>(std::to_chars(target, target + 32, value, format).ptr - target);
  out.commit(size);
  if (!tiny && std::string_view(target, size).find('.') == std::string_view::npos) out.append(".0");
}

template <class Number>
void append_numbers(Output& out, const std::array<Number, 3>& numbers, std::string_view separator) {
  for (std::size_t i = 0; i < 3; ++i) {
    if (i > 0) out.append(separator);
    append_number(out, numbers[i]);
  }
}

// A list in JSON, a tuple in Python.
template <class Number>
void append_tuple(Output& out, const std::array<Number, 3>& numbers) {
  const bool json = out.notation() == Notation::json;
  out.append(json ? '[' : '(');
  append_numbers(out, numbers, json ? "," : ", ");
  out.append(json ? ']' : ')');
  out.set_kind(Kind::encoded);
}

struct ColorArgs {
  Hue hue;
  std::optional<std::string> luminosity;
};

struct FormattedColorArgs : ColorArgs {
  std::optional<std::string> color_format = "hex";
};

Triple draw_hsv(Context& context, const ColorArgs& args) {
  return random_hsv(context.random(), args.hue, args.luminosity ? std::string_view(*args.luminosity) : "");
}

void color(Context& context, const FormattedColorArgs& args, Output& out) {
  const Triple hsv = draw_hsv(context, args);
  const auto append = [&out](std::string_view name, const Triple& numbers) {
    out.append(name);
    out.append('(');
    append_numbers(out, numbers, ", ");
    out.append(')');
  };
  if (args.color_format == "hsv") return append("hsv", hsv);
  if (args.color_format == "hsl") return append("hsl", hsv_to_hsl(hsv));
  if (args.color_format == "rgb") return append("rgb", hsv_to_rgb(hsv));
  out.append('#');
  for (const std::int64_t part : hsv_to_rgb(hsv)) append_hex(out, part);
}

void color_hsv(Context& context, const ColorArgs& args, Output& out) { append_tuple(out, draw_hsv(context, args)); }
void color_hsl(Context& context, const ColorArgs& args, Output& out) {
  append_tuple(out, hsv_to_hsl(draw_hsv(context, args)));
}
void color_rgb(Context& context, const ColorArgs& args, Output& out) {
  append_tuple(out, hsv_to_rgb(draw_hsv(context, args)));
}
void color_rgb_float(Context& context, const ColorArgs& args, Output& out) {
  append_tuple(out, hsv_to_rgb_float(draw_hsv(context, args)));
}

constexpr std::string_view kHueHelp =
    "monochrome, red, orange, yellow, green, blue, purple or pink; or degrees from 0 to 360; or a list of the lowest "
    "and highest degrees.";
constexpr std::string_view kLuminosityHelp = "bright, dark, light or random; any other value for no preference.";

template <auto Function>
constexpr GeneratorSpec color_tuple(std::string_view name, std::string_view description) {
  return generator<Function>(name, description)
      .template param<&ColorArgs::hue>("hue", kHueHelp)
      .template param<&ColorArgs::luminosity>("luminosity", kLuminosityHelp)
      .returns(ResultType::list);
}

constexpr GeneratorSpec default_generators[] = {
    generator<hex_color>("hex_color", "A color as six hexadecimal digits."),
    generator<safe_hex_color>("safe_hex_color",
                              "A web-safe color as six hexadecimal digits, in pairs of equal digits."),
    generator<color>("color", "A color of a given hue and luminosity, in a given notation.")
        .param<&ColorArgs::hue>("hue", kHueHelp)
        .param<&ColorArgs::luminosity>("luminosity", kLuminosityHelp)
        .param<&FormattedColorArgs::color_format>("color_format", "hsv, hsl or rgb; any other value for hex."),
    color_tuple<color_hsv>("color_hsv", "A color: hue in degrees, saturation and value in percent."),
    color_tuple<color_hsl>("color_hsl", "A color: hue in degrees, saturation and lightness in percent."),
    color_tuple<color_rgb>("color_rgb", "A color: red, green and blue from 0 to 255."),
    color_tuple<color_rgb_float>("color_rgb_float", "A color: red, green and blue from 0.0 to 1.0."),
};

constexpr ClassGenerators classes[] = {{"color", "default", default_generators}};

}  // namespace

std::span<const ClassGenerators> color_generators() { return classes; }

}  // namespace phoney
