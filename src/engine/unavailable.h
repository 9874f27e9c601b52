// Generators of Faker that phoney does not have and will not get.

#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace phoney {

struct UnavailableGenerator {
  std::string_view name;
  std::string_view description;
  std::string_view reason;
  std::string_view replacement;  // a generator to use instead
};

inline constexpr UnavailableGenerator kUnavailableGenerators[] = {
    {"image", "An image file, as bytes.", "it needs a Python library", "image_url"},
};

// nullptr if phoney has the generator or may get it.
constexpr const UnavailableGenerator* find_unavailable(std::string_view name) {
  const auto* found = std::ranges::find(kUnavailableGenerators, name, &UnavailableGenerator::name);
  return found != std::end(kUnavailableGenerators) ? found : nullptr;
}

}  // namespace phoney
