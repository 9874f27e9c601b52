#include "cli/generator_parameters.h"

#include <algorithm>

namespace phoney::cli {

std::span<const ParameterSpec> parameters_of(const Engine& engine, LocaleId locale, std::string_view generator) {
  const auto found = engine.find_generator(locale, generator);
  if (!found) return {};
  const GeneratorSpec* spec = engine.registry().spec(engine.catalogue().binding(locale, *found));
  return spec == nullptr ? std::span<const ParameterSpec>() : spec->parameters();
}

const ParameterSpec* find_parameter(std::span<const ParameterSpec> parameters, std::string_view name) {
  const auto found = std::ranges::find(parameters, name, &ParameterSpec::name);
  return found == parameters.end() ? nullptr : &*found;
}

}  // namespace phoney::cli
