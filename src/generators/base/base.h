// Faker's BaseProvider: the generators that every provider inherits.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> base_generators();

// random_element and its kin.
std::span<const GeneratorSpec> element_generators();

}  // namespace phoney
