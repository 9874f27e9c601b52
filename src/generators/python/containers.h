// The values of pydict, also for `xml`, which writes the same values as XML.

#pragma once

#include <algorithm>
#include <array>

#include "generators/base/numbers.h"
#include "generators/python/random_type.h"

namespace phoney {

inline constexpr std::int64_t kMaxElements = 100'000;
inline constexpr std::array<std::string_view, 5> kContainerTypes = {"iterable", "list", "tuple", "dict", "set"};

struct ContainerArgs {
  std::int64_t nb_elements = 10;
  bool variable_nb_elements = true;
  TypeNames value_types = {};
  TypeNames allowed_types = {};
  bool allowed_count_double = false;
  TextList types = {};  // found by `prepare`

  Result<void> prepare() {
    types = joined_types(value_types, allowed_types, kContainerTypes);
    if (!allowed_count_double) return {};
    const TextList again = joined_types(allowed_types, {}, kContainerTypes);
    types.insert(types.end(), again.begin(), again.end());
    return {};
  }
  std::int64_t draw_size(Random& random) const {
    if (!variable_nb_elements) return nb_elements;
    const NearNumber near{.number = nb_elements, .min = 1};
    return near.draw(random);
  }
};

template <auto Function, class Args = ContainerArgs>
constexpr GeneratorSpec container_generator(std::string_view name, std::string_view description) {
  return with_types(generator<Function>(name, description))
      .template param<&Args::nb_elements>("nb_elements", "Approximate number of elements.")
      .at_most(kMaxElements)
      .template param<&Args::variable_nb_elements>("variable_nb_elements",
                                                   "Whether to vary the number by up to 40 percent.")
      .template param<&Args::value_types>("value_types", "Names of types or generators to draw from.")
      .template param<&Args::allowed_types>("allowed_types", "Further types or generators.");
}

// The words that are a dictionary's keys, each drawn once; calls take(index) for an index of `words`. Returns how many
// values to draw, fewer than 0 none.
template <class F>
std::int64_t draw_keys(Random& random, const ContainerArgs& args, std::size_t words, F&& take) {
  const std::int64_t size = std::min(args.draw_size(random), static_cast<std::int64_t>(words));
  if (size > 0) random.sample(words, static_cast<std::size_t>(size), take);
  return size;
}

}  // namespace phoney
