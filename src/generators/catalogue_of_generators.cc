#include "generators/catalogue_of_generators.h"

#include <vector>

#include "generators/address/address.h"
#include "generators/color/color.h"
#include "generators/currency/currency.h"
#include "generators/file/file.h"
#include "generators/person/person.h"

namespace phoney {

std::span<const ClassGenerators> all_generators() {
  static const std::vector<ClassGenerators> classes = [] {
    std::vector<ClassGenerators> all;
    const auto add = [&all](std::span<const ClassGenerators> provider) {
      all.insert(all.end(), provider.begin(), provider.end());
    };
    add(address_generators());
    add(color_generators());
    add(currency_generators());
    add(file_generators());
    add(person_generators());
    return all;
  }();
  return classes;
}

}  // namespace phoney
