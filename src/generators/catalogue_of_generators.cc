#include "generators/catalogue_of_generators.h"

#include <vector>

#include "generators/base/base.h"
#include "generators/lorem/lorem.h"
#include "generators/misc/misc.h"
#include "generators/python/python.h"

namespace phoney {

std::span<const ClassGenerators> all_generators() {
  static const std::vector<ClassGenerators> classes = [] {
    std::vector<ClassGenerators> all;
    const auto add = [&all](std::span<const ClassGenerators> provider) {
      all.insert(all.end(), provider.begin(), provider.end());
    };
    add(base_generators());
    add(lorem_generators());
    add(misc_generators());
    add(python_generators());
    return all;
  }();
  return classes;
}

}  // namespace phoney
