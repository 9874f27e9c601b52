// Faker's python provider: values of Python's types.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> python_generators();

std::span<const GeneratorSpec> pyfloat_generators();
std::span<const GeneratorSpec> pydecimal_generators();
std::span<const GeneratorSpec> container_generators();

}  // namespace phoney
