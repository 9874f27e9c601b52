// Registry: the generators written in C++, numbered, beside the catalogue that refers to them by number.

#pragma once

#include <span>
#include <vector>

#include "engine/generator_spec.h"
#include "locale/catalogue.h"

namespace phoney {

// A generator written in C++ and the class of Faker's it belongs to.
struct NativeGenerator {
  std::string_view provider;
  std::string_view lang;
  const GeneratorSpec* spec;
};

// Numbers the classes' generators in the order given: the numbers that the packed data uses.
std::vector<NativeGenerator> number_generators(std::span<const ClassGenerators> classes);

class Registry {
 public:
  Registry(const Catalogue& catalogue, std::span<const ClassGenerators> classes);

  const Catalogue& catalogue() const { return catalogue_; }
  const GeneratorSpec& native(std::uint32_t number) const { return *natives_[number]; }
  // The spec behind a binding, or nullptr for a recipe.
  const GeneratorSpec* spec(Binding binding) const;

 private:
  const Catalogue& catalogue_;
  std::vector<const GeneratorSpec*> natives_;
};

}  // namespace phoney
