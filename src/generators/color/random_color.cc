#include "generators/color/random_color.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace phoney {
namespace {

// The least brightness at which the color is still recognizable, from `saturation` on. Both in percent.
struct LowerBound {
  std::int64_t saturation;
  std::int64_t brightness;
};

struct NamedHue {
  std::string_view name;
  std::int64_t low;  // degrees; red begins below 0
  std::int64_t high;
  std::span<const LowerBound> bounds;  // by saturation, upwards
};

constexpr LowerBound kMonochrome[] = {{0, 0}, {100, 0}};
constexpr LowerBound kRed[] = {{20, 100}, {30, 92}, {40, 89}, {50, 85}, {60, 78},
                               {70, 70},  {80, 60}, {90, 55}, {100, 50}};
constexpr LowerBound kOrange[] = {{20, 100}, {30, 93}, {40, 88}, {50, 86}, {60, 85}, {70, 70}, {100, 70}};
constexpr LowerBound kYellow[] = {{25, 100}, {40, 94}, {50, 89}, {60, 86}, {70, 84}, {80, 82}, {90, 80}, {100, 75}};
constexpr LowerBound kGreen[] = {{30, 100}, {40, 90}, {50, 85}, {60, 81}, {70, 74}, {80, 64}, {90, 50}, {100, 40}};
constexpr LowerBound kBlue[] = {{20, 100}, {30, 86}, {40, 80}, {50, 74}, {60, 60},
                                {70, 52},  {80, 44}, {90, 39}, {100, 35}};
constexpr LowerBound kPurple[] = {{20, 100}, {30, 87}, {40, 79}, {50, 70}, {60, 65},
                                  {70, 59},  {80, 52}, {90, 45}, {100, 42}};
constexpr LowerBound kPink[] = {{20, 100}, {30, 90}, {40, 86}, {60, 84}, {80, 80}, {90, 75}, {100, 73}};

constexpr NamedHue kHues[] = {
    {"monochrome", 0, 0, kMonochrome}, {"red", -26, 18, kRed},     {"orange", 19, 46, kOrange},
    {"yellow", 47, 62, kYellow},       {"green", 63, 178, kGreen}, {"blue", 179, 257, kBlue},
    {"purple", 258, 282, kPurple},     {"pink", 283, 334, kPink},
};

// The first that holds `degrees`, 0 to 360: hue 0 is monochrome, and red begins at 334.
const NamedHue& hue_of(std::int64_t degrees) {
  if (degrees >= 334) degrees -= 360;
  return *std::ranges::find_if(kHues, [=](const NamedHue& hue) { return hue.low <= degrees && degrees <= hue.high; });
}

std::int64_t draw_hue(Random& random, const Hue& hue) {
  std::int64_t low = hue.low.value_or(0);
  std::int64_t high = hue.high;
  if (hue.name) {
    const auto& named = *std::ranges::find(kHues, *hue.name, &NamedHue::name);
    low = named.low;
    high = named.high;
  }
  const std::int64_t degrees = random.range(low, high);
  return degrees < 0 ? degrees + 360 : degrees;
}

std::int64_t draw_saturation(Random& random, const NamedHue& named, const Hue& hue, std::string_view luminosity) {
  if (luminosity == "random") return random.range(0, 100);
  if (hue.name == "monochrome") return 0;
  std::int64_t low = named.bounds.front().saturation;
  std::int64_t high = named.bounds.back().saturation;
  if (luminosity == "bright") low = 55;
  if (luminosity == "dark") low = high - 10;
  if (luminosity == "light") high = 55;
  return random.range(low, high);
}

// Between two bounds on the line through them, in the order of operations that Faker rounds in.
std::int64_t lowest_brightness(const NamedHue& named, std::int64_t saturation) {
  for (std::size_t i = 0; i + 1 < named.bounds.size(); ++i) {
    const auto [s1, v1] = named.bounds[i];
    const auto [s2, v2] = named.bounds[i + 1];
    if (saturation < s1 || saturation > s2) continue;
    const double slope = static_cast<double>(v2 - v1) / static_cast<double>(s2 - s1);
    const double offset = static_cast<double>(v1) - slope * static_cast<double>(s1);
    return static_cast<std::int64_t>(slope * static_cast<double>(saturation) + offset);
  }
  return 0;
}

std::int64_t draw_value(Random& random, const NamedHue& named, std::int64_t saturation, std::string_view luminosity) {
  std::int64_t low = lowest_brightness(named, saturation);
  std::int64_t high = 100;
  if (luminosity == "dark") high = low + 20;
  if (luminosity == "light") low = (high + low) / 2;
  if (luminosity == "random") low = 0;
  return random.range(low, high);
}

}  // namespace

bool is_hue_name(std::string_view name) { return std::ranges::find(kHues, name, &NamedHue::name) != std::end(kHues); }

Triple random_hsv(Random& random, const Hue& hue, std::string_view luminosity) {
  const std::int64_t degrees = draw_hue(random, hue);
  const NamedHue& named = hue_of(degrees);
  const std::int64_t saturation = draw_saturation(random, named, hue, luminosity);
  return {degrees, saturation, draw_value(random, named, saturation, luminosity)};
}

// Python's colorsys.hsv_to_rgb, operation by operation.
std::array<double, 3> hsv_to_rgb_float(const Triple& hsv) {
  const double h = static_cast<double>(std::clamp<std::int64_t>(hsv[0], 1, 359)) / 360;
  const double s = static_cast<double>(hsv[1]) / 100;
  const double v = static_cast<double>(hsv[2]) / 100;
  if (hsv[1] == 0) return {v, v, v};
  const int sector = static_cast<int>(h * 6.0);
  const double f = h * 6.0 - sector;
  const double p = v * (1.0 - s);
  const double q = v * (1.0 - s * f);
  const double t = v * (1.0 - s * (1.0 - f));
  switch (sector % 6) {
    case 0:
      return {v, t, p};
    case 1:
      return {q, v, p};
    case 2:
      return {p, v, t};
    case 3:
      return {p, q, v};
    case 4:
      return {t, p, v};
    default:
      return {v, p, q};
  }
}

Triple hsv_to_rgb(const Triple& hsv) {
  Triple result;
  std::ranges::transform(hsv_to_rgb_float(hsv), result.begin(),
                         [](double c) { return static_cast<std::int64_t>(c * 255); });
  return result;
}

Triple hsv_to_hsl(const Triple& hsv) {
  const double s = static_cast<double>(hsv[1]) / 100.0;
  const double v = static_cast<double>(hsv[2]) / 100.0;
  const double l = 0.5 * v * (2 - s);
  const double saturation = l == 0 || l == 1 ? 0.0 : v * s / (1 - std::fabs(2 * l - 1));
  return {hsv[0], static_cast<std::int64_t>(saturation * 100), static_cast<std::int64_t>(l * 100)};
}

}  // namespace phoney
