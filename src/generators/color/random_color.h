// Colors of a wanted hue and luminosity, after the JavaScript library randomColor, as Faker has it.

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "generators/color/hue.h"
#include "random/random.h"

namespace phoney {

using Triple = std::array<std::int64_t, 3>;

// Whether there are colors of that name: monochrome, red, orange, yellow, green, blue, purple, pink.
bool is_hue_name(std::string_view name);

// Hue in degrees; saturation and value in percent. A dark color's value may exceed 100. `luminosity` is bright, dark,
// light, random, or anything else for no preference.
Triple random_hsv(Random& random, const Hue& hue, std::string_view luminosity);

// From 0.0 to 1.0, or somewhat more for a value above 100.
std::array<double, 3> hsv_to_rgb_float(const Triple& hsv);
Triple hsv_to_rgb(const Triple& hsv);
Triple hsv_to_hsl(const Triple& hsv);

}  // namespace phoney
