// Faker's geo provider: coordinates and places on land.

#pragma once

#include <span>

#include "engine/generator_spec.h"

namespace phoney {

std::span<const ClassGenerators> geo_generators();

std::span<const GeneratorSpec> geo_bn_BD();
std::span<const GeneratorSpec> geo_de_AT();
std::span<const GeneratorSpec> geo_el_GR();
std::span<const GeneratorSpec> geo_mk_MK();

}  // namespace phoney
