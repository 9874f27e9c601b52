// Faker's `person` provider: names. Most of it is in data/recipes/person.recipe.

#include "generators/person/person.h"

#include <array>

#include "generators/person/locales.h"

namespace phoney {

std::span<const ClassGenerators> person_generators() {
  static const std::array classes = {
      ClassGenerators{"person", "es_CL", person_es_CL},
      ClassGenerators{"person", "hu_HU", person_hu_HU},
      ClassGenerators{"person", "pl_PL", person_pl_PL},
      ClassGenerators{"person", "uk_UA", person_uk_UA},
  };
  return classes;
}

}  // namespace phoney
